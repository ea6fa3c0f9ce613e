import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { Problem } from "#platform";
import { findViolation } from "#read-models";
import {
  CONSOLE_OPTIONS,
  READ_MODELS_SOURCE,
  type ConsoleOptions,
  type ObservedEvent,
} from "../console-options.ts";
import type { Causes, CausingEvent } from "./event-schemas.ts";
import { membersOf, presentEvent } from "./present-event.ts";
import { withDelivery } from "./with-delivery.ts";
import { historyOf } from "./violation-history.ts";

/** Records come before what they cause is committed, and clocks differ a little. */
const SLACK_MS = 2_000;

export class ListCauses extends Query<Causes> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(ListCauses)
export class ListCausesHandler implements IQueryHandler<ListCauses> {
  constructor(
    @Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions,
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
  ) {}

  async execute({ id }: ListCauses): Promise<Causes> {
    const row = await findViolation(this.source, id);
    if (!row) throw new Problem(404, `There is no violation ${JSON.stringify(id)}.`);
    const { integration, eventIds } = row;
    const history = await historyOf(this.options.pool, id);
    const told = history.filter(({ type }) => type === "ViolationOpened" || type === "ViolationRecurred");
    const timesMs = [told[0], told.at(-1)].map((entry) =>
      entry ? Date.parse(entry.recordedAt) + SLACK_MS : Date.now(),
    );
    const wanted = new Set(eventIds);
    const found = await this.find(
      integration,
      [...wanted].map((one) => JSON.stringify(one)),
      timesMs,
    );
    const events = new Map(
      found.map((one) => [String(one.event["id"]), one] as const).filter(([one]) => wanted.has(one)),
    );
    const items = await Promise.all(eventIds.map((one) => this.present(integration, one, events.get(one))));
    const traceId = items.find((item) => item.traceId !== undefined)?.traceId;
    return { items, trace: traceId === undefined ? [] : await this.trace(integration, traceId, timesMs) };
  }

  private async present(
    integration: string,
    id: string,
    observed: ObservedEvent | undefined,
  ): Promise<CausingEvent> {
    if (observed) return withDelivery(this.options, integration, observed, presentEvent(observed));
    const notKept = this.options.observed
      ? "the observation stream holds it no longer, or it came long before the violation was found"
      : "the observation stream is Kafka, which is not read here; look for the id in its topic";
    return { id, notKept };
  }

  private async find(
    integration: string,
    texts: readonly string[],
    timesMs: readonly number[],
  ): Promise<ObservedEvent[]> {
    const { observed } = this.options;
    if (!observed) return [];
    const found = await Promise.all(
      [...new Set(timesMs)].map((timeMs) => observed(integration, texts, timeMs)),
    );
    return found.flat();
  }

  private async trace(
    integration: string,
    traceId: string,
    timesMs: readonly number[],
  ): Promise<Causes["trace"]> {
    const found = await this.find(integration, [JSON.stringify(traceId)], timesMs.slice(0, 1));
    return found
      .map(({ event, ...place }) => ({ event, data: membersOf(event["data"]), place }))
      .filter(({ data }) => data["traceId"] === traceId && data["from"] !== undefined)
      .map(({ event, data, place }) => {
        const { id, time = "", title = "" } = presentEvent({ ...place, event });
        return { id, time, title, failed: data["failed"] === true };
      })
      .sort((one, other) => Date.parse(one.time) - Date.parse(other.time));
  }
}
