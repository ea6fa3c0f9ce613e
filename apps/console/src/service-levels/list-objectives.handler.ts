import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { calendarMonthOf, monthName, type Budget, type DurationSketch } from "#measurement";
import { readStandings, readTraffic, sealedMonths, type Standing } from "#read-models";
import type { Clause } from "#spec";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { endOfMonth } from "./asked-period.ts";
import { ObjectiveLookup } from "./objective-lookup.ts";
import { iso, presentCounts, presentMs } from "./present.ts";
import type { StoodObjective } from "./stood-objectives.ts";
import type { ObjectiveListQuery } from "./service-level-queries.ts";
import type { ObjectiveList, ObjectiveView } from "./service-level-schemas.ts";

const MINUTE_MS = 60_000;

export class ListObjectives extends Query<ObjectiveList> {
  constructor(
    readonly integration: string,
    readonly asked: ObjectiveListQuery,
  ) {
    super();
  }
}

const placeOf = ({ path, file, line, text }: Clause) => ({ path, file, line, text });

const budgetView = ({
  leftShare,
  exhaustsAtMinute,
  ...budget
}: Budget): NonNullable<ObjectiveView["budget"]> => ({
  ...budget,
  leftShare: leftShare ?? null,
  ...(exhaustsAtMinute !== undefined && { exhaustsAt: iso(exhaustsAtMinute * MINUTE_MS) }),
});

const present = (
  { clause, environment, name, held }: StoodObjective,
  { month, stated, budget, windows, burns }: Standing,
  durations: DurationSketch,
): ObjectiveView => {
  const { measures, target, thresholdMs, inclusive } = clause.parameters;
  const { good, bad, apart } = month;
  return {
    clause: placeOf(clause),
    environment,
    name,
    measures,
    target,
    thresholdMs,
    inclusive,
    ...(held && { held: { from: iso(held.fromMs), to: iso(held.toMs) } }),
    ...(measures === "latency" && { percentileMs: presentMs(durations, target) }),
    ...presentCounts({ good, bad, apart }),
    stated: stated && presentCounts({ good: stated.good, bad: stated.bad, apart: stated.apart }),
    budget: budget ? budgetView(budget) : null,
    windows: windows.map(({ rate, ...window }) => ({ ...window, rate: rate ?? null })),
    burns: burns.map(({ rule, burn, burning }) => ({
      rule,
      rate: burn.tenths / 10,
      longMinutes: burn.long,
      shortMinutes: burn.short,
      burning,
    })),
  };
};

@QueryHandler(ListObjectives)
export class ListObjectivesHandler implements IQueryHandler<ListObjectives> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: ObjectiveLookup,
  ) {}

  async execute({ integration, asked }: ListObjectives): Promise<ObjectiveList> {
    const { measuredUntil, untilMs: latestMs } = await this.lookup.measured(integration);
    const { month, environment } = asked;
    const untilMs = untilOf(month, latestMs);
    const calendar = calendarMonthOf(untilMs / MINUTE_MS - 1);
    const period = { fromMs: calendar.startMinute * MINUTE_MS, toMs: untilMs };
    const whole = { ...period, toMs: calendar.endMinute * MINUTE_MS };
    const stood = await this.lookup.documented(integration, whole);
    const { revisions, maintenance, unenforced } = stood;
    const objectives = stood.objectives.filter((one) => (environment ?? one.environment) === one.environment);
    const keys = objectives.map(({ environment: place, clause, allowance, held }) => ({
      environment: place,
      path: clause.path,
      allowance,
      held,
    }));
    const [standings, traffic] = await Promise.all([
      readStandings(this.source, integration, keys, untilMs),
      readTraffic(this.source, { integration, environment }, period, ["environment"]),
    ]);
    const durations = new Map(traffic.map((group) => [group.environment, group.durations]));
    return {
      integration,
      revision: revisions.at(-1)!.revision,
      revisions: revisions.map(({ revision, fromMs, toMs }) => ({
        revision,
        from: iso(fromMs),
        to: iso(toMs),
      })),
      month: monthName(calendar),
      measuredUntil,
      daysOnly: await sealedMonths(this.source, integration, whole),
      items: objectives.map((one, at) => present(one, standings[at]!, durations.get(one.environment) ?? {})),
      maintenance: maintenance.map(placeOf),
      unenforced: unenforced
        .filter(({ clause }) => clause.kind === "environment.objective")
        .map(({ clause, reason }) => ({ ...placeOf(clause), reason })),
    };
  }
}

/** Until when a month is told: its end, or what was measured of it. */
const untilOf = (month: Date | undefined, latestMs: number): number => {
  if (!month) return latestMs;
  const endMs = endOfMonth(month);
  return month.getTime() < latestMs ? Math.min(endMs, latestMs) : endMs;
};
