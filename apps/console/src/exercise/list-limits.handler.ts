import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { readPeaks, type Peak } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { ExerciseLookup } from "./exercise-lookup.ts";
import type { ExerciseQuery } from "./exercise-queries.ts";
import type { LimitList } from "./exercise-schemas.ts";
import { governedLimits, type GovernedLimit } from "./governed-limits.ts";

type Item = LimitList["items"][number];

export class ListLimits extends Query<LimitList> {
  constructor(
    readonly integration: string,
    readonly asked: ExerciseQuery,
  ) {
    super();
  }
}

const MINUTE_MS = 60_000;

const present = ({ environment, limit, window }: GovernedLimit, peak: Peak): Item => {
  const { path, file, line, text } = limit.clause;
  return {
    ...{ path, file, line, text, environment, window },
    client: peak.client === "" ? null : peak.client,
    limit: limit.count,
    most: peak.requests,
    now: peak.now,
    mostAt: peak.startsAt.toISOString(),
    used: limit.count === 0 ? 0 : peak.requests / limit.count,
    requests: peak.total,
    limited: peak.limited,
  };
};

@QueryHandler(ListLimits)
export class ListLimitsHandler implements IQueryHandler<ListLimits> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: ExerciseLookup,
  ) {}

  async execute({ integration, asked }: ListLimits): Promise<LimitList> {
    const { compiled, head, period } = await this.lookup.period(integration, asked);
    const { environment } = asked;
    const all = await governedLimits(this.source, integration, compiled.specification, environment);
    const untilMs = Math.min(
      period.toMs,
      head.measuredUntil === null ? Infinity : Date.parse(head.measuredUntil),
    );
    const items: Item[] = [];
    for (const governed of all) {
      const { endpoints, window: level } = governed;
      const calls = { integration, environment: governed.environment, endpoints, level };
      const peaks = await readPeaks(this.source, calls, period, untilMs - MINUTE_MS);
      items.push(...peaks.map((peak) => present(governed, peak)));
    }
    return { ...head, items: items.sort((one, other) => other.used - one.used) };
  }
}
