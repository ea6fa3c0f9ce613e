import { Inject } from "@nestjs/common";
import { Query, QueryBus, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { SIGNALS } from "#alerting";
import { countDeadLetters, listProgress } from "#event-store";
import { Problem } from "#platform";
import {
  countNotifications,
  gatherViolations,
  listAlerts,
  listSilences,
  readRecentTraffic,
  type RecentTraffic,
} from "#read-models";
import {
  CONSOLE_OPTIONS,
  READ_MODELS_SOURCE,
  REVISIONS,
  type ConsoleOptions,
  type RevisionSource,
} from "../console-options.ts";
import { ListIntegrations } from "../integrations/list-integrations.handler.ts";
import { ListObjectives } from "../service-levels/list-objectives.handler.ts";
import type { ObjectiveList } from "../service-levels/service-level-schemas.ts";
import { budgetsNeed, byNeed, signalNeeds, violationsNeed } from "./attention.ts";
import { readNews } from "./news.ts";
import type { Attention, Overview, OverviewQuery } from "./overview-schemas.ts";
import { firstHour, placesOf } from "./places.ts";

const DAY_MS = 86_400_000;
const GROUPS = 500;
const LISTED = 12;
const LOOKED_AT = 200;

export class GetOverview extends Query<Overview> {
  constructor(readonly asked: OverviewQuery) {
    super();
  }
}

@QueryHandler(GetOverview)
export class GetOverviewHandler implements IQueryHandler<GetOverview> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    @Inject(REVISIONS) private readonly revisions: RevisionSource,
    @Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions,
    private readonly queries: QueryBus,
  ) {}

  async execute({ asked }: GetOverview): Promise<Overview> {
    const now = new Date();
    const nowMs = now.getTime();
    const newsSince = asked.since ?? new Date(nowMs - DAY_MS);
    const { items: integrations } = await this.queries.execute(new ListIntegrations());
    const [groups, signals, traffic, objectives, silences, news, judged] = await Promise.all([
      gatherViolations(this.source, GROUPS),
      Promise.all(SIGNALS.map((alertname) => listAlerts(this.source, { alertname }, { limit: LOOKED_AT }))),
      readRecentTraffic(this.source, firstHour(nowMs)),
      Promise.all(integrations.map(({ id }) => this.objectives(id))),
      listSilences(this.source, { status: "active", now }, { limit: LOOKED_AT }),
      readNews(this.source, this.revisions, integrations, newsSince),
      this.judged(nowMs),
    ]);
    const needs: Attention[] = [
      ...groups.map((group) => violationsNeed(group, silences.items)),
      ...signals.flatMap(({ items }) => items.flatMap((row) => signalNeeds(row, silences.items) ?? [])),
    ];
    const all = [...needs, ...objectives.flatMap((list) => (list ? budgetsNeed(list, needs) : []))].sort(
      byNeed,
    );
    const troubled = all.filter(({ silencedUntil }) => silencedUntil === null);
    return {
      at: now.toISOString(),
      attention: all.slice(0, LISTED),
      omitted: Math.max(0, all.length - LISTED),
      watched: integrations.length,
      troubled: integrations.filter(
        ({ id, open }) =>
          troubled.some(({ integration }) => integration === id) ||
          (groups.length === GROUPS && Object.values(open).some((count) => count > 0)),
      ).length,
      places: integrations.flatMap((integration, at) => {
        const own = <Row extends { integration: string }>(rows: readonly Row[]): Row[] =>
          rows.filter((row) => row.integration === integration.id);
        const known = { integration, groups: own(groups), traffic: own(traffic), objectives: objectives[at] };
        return placesOf(known, nowMs);
      }),
      news,
      newsSince: newsSince.toISOString(),
      judged: { ...judged, exchangesToday: exchangesToday(traffic, nowMs) },
    };
  }

  /** Undefined where no text is stored. */
  private async objectives(integration: string): Promise<ObjectiveList | undefined> {
    try {
      return await this.queries.execute(new ListObjectives(integration, {}));
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return undefined;
      throw error;
    }
  }

  private async judged(nowMs: number): Promise<Omit<Overview["judged"], "exchangesToday">> {
    const { pool } = this.options;
    const [progress, letters, notificationsToday] = await Promise.all([
      listProgress(pool),
      countDeadLetters(pool, { pending: true }),
      countNotifications(this.source, new Date(nowMs - (nowMs % DAY_MS))),
    ]);
    const times = progress.flatMap(({ watermarkMs }) => watermarkMs ?? []);
    return {
      until: times.length === 0 ? null : new Date(Math.max(...times)).toISOString(),
      deadLetters: {
        total: letters.reduce((sum, { count }) => sum + count, 0),
        reasons: [...new Set(letters.map(({ reason }) => reason))],
      },
      notificationsToday,
    };
  }
}

const exchangesToday = (traffic: readonly RecentTraffic[], nowMs: number): number => {
  const midnightMs = nowMs - (nowMs % DAY_MS);
  return traffic
    .flatMap(({ hours }) => Object.entries(hours))
    .reduce((sum, [hour, count]) => (Number(hour) >= midnightMs ? sum + count : sum), 0);
};
