import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { Problem } from "#platform";
import { readSent, type Resolution } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { askedBuckets } from "../service-levels/asked-period.ts";
import { iso } from "../service-levels/present.ts";
import { ExerciseLookup } from "./exercise-lookup.ts";
import type { LimitSeriesQuery } from "./exercise-queries.ts";
import type { LimitSeries } from "./exercise-schemas.ts";
import { governedLimits, type GovernedLimit } from "./governed-limits.ts";

export class GetLimitSeries extends Query<LimitSeries> {
  constructor(
    readonly integration: string,
    readonly asked: LimitSeriesQuery,
  ) {
    super();
  }
}

const FINEST: Readonly<Record<GovernedLimit["window"], Resolution>> = { minute: "1m", hour: "1h", day: "1d" };

/** How much one window may hold by each reading of the clause, tightest first. */
const readingsOf = ({ count, daily, mostIn }: GovernedLimit["limit"]): LimitSeries["readings"] => {
  const [known = count, anywhere = count] = mostIn;
  const readings: LimitSeries["readings"] = [{ reading: "as-written", most: count }];
  if (known > count) readings.push({ reading: "with-burst", most: known });
  if (!daily) readings.push({ reading: "windows-begin-anywhere", most: anywhere });
  return readings;
};

@QueryHandler(GetLimitSeries)
export class GetLimitSeriesHandler implements IQueryHandler<GetLimitSeries> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: ExerciseLookup,
  ) {}

  async execute({ integration, asked }: GetLimitSeries): Promise<LimitSeries> {
    const { environment = "", clause, client } = asked;
    const { compiled, head, period } = await this.lookup.period(integration, asked);
    const all = await governedLimits(this.source, integration, compiled.specification, environment);
    const governed = all.find(({ limit }) => limit.clause.path === clause);
    if (!governed)
      throw new Problem(404, `No limit at ${JSON.stringify(clause)} governs what was called there.`);
    const { endpoints, limit, window } = governed;
    const { resolution, buckets } = askedBuckets(period, undefined, FINEST[window]);
    const whole = { fromMs: buckets[0]!.fromMs, toMs: buckets.at(-1)!.toMs };
    const calls = { integration, environment, endpoints, level: window };
    const sent = await readSent(this.source, calls, client ?? "", whole);
    return {
      ...{ ...head, environment, clause, client: client ?? null },
      ...{ limit: limit.count, window, readings: readingsOf(limit), resolution },
      items: buckets.map(({ fromMs, toMs }) => {
        const own = sent.filter(({ startsAt }) => fromMs <= startsAt.getTime() && startsAt.getTime() < toMs);
        return {
          from: iso(fromMs),
          to: iso(toMs),
          most: own.length === 0 ? null : Math.max(...own.map(({ requests }) => requests)),
          requests: own.reduce((sum, { requests }) => sum + requests, 0),
          limited: own.reduce((sum, { limited }) => sum + limited, 0),
        };
      }),
    };
  }
}
