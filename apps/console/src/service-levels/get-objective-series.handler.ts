import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import type { Objective } from "#checks";
import { calendarMonthOf, leftAfter } from "#measurement";
import { readSeries, readStandings, readTraffic, sealedMonths, type Bucket, type Period } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { askedBuckets, askedPeriod } from "./asked-period.ts";
import { ObjectiveLookup } from "./objective-lookup.ts";
import { maintenanceSpans } from "./maintenance-spans.ts";
import { iso, presentCounts } from "./present.ts";
import type { ObjectiveSeriesQuery } from "./service-level-queries.ts";
import type { ObjectiveSeries } from "./service-level-schemas.ts";

const MINUTE_MS = 60_000;

export class GetObjectiveSeries extends Query<ObjectiveSeries> {
  constructor(
    readonly integration: string,
    readonly asked: ObjectiveSeriesQuery,
  ) {
    super();
  }
}

/** The calendar month that ends with an instant, or that it lies in. */
const monthOf = (untilMs: number): Period => {
  const { startMinute, endMinute } = calendarMonthOf(Math.ceil(untilMs / MINUTE_MS) - 1);
  return { fromMs: startMinute * MINUTE_MS, toMs: endMinute * MINUTE_MS };
};

@QueryHandler(GetObjectiveSeries)
export class GetObjectiveSeriesHandler implements IQueryHandler<GetObjectiveSeries> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: ObjectiveLookup,
  ) {}

  async execute({ integration, asked }: GetObjectiveSeries): Promise<ObjectiveSeries> {
    const { measuredUntil, untilMs } = await this.lookup.measured(integration);
    const period = askedPeriod(asked, untilMs);
    const objective = await this.lookup.objective(
      integration,
      monthOf(period.toMs),
      asked.clause,
      asked.environment,
    );
    const { environment } = objective;
    const { path } = objective.clause;
    const { resolution, buckets } = askedBuckets(period, asked.resolution);
    const { endpoint, client } = asked;
    const filter = { integration, environment, endpoint, client };
    const series = await readSeries(this.source, filter, buckets, resolution);
    const daysOnly = await sealedMonths(this.source, integration, period);
    const told = daysOnly.length === 0 || resolution === "1d" || resolution === "1mo";
    const whole = endpoint === undefined && client === undefined && objective.held === undefined;
    const lefts = whole && told ? await this.lefts(integration, objective, series, untilMs) : [];
    return {
      integration,
      clause: path,
      environment,
      resolution,
      measuredUntil,
      daysOnly,
      maintenance: await maintenanceSpans(this.source, integration, objective, period),
      items: series.map(({ fromMs, toMs, sum }, at) => ({
        from: iso(fromMs),
        to: iso(toMs),
        ...presentCounts(sum?.objectives[path]),
        left: lefts[at] ?? null,
        ...(sum?.stated && { stated: presentCounts(sum.stated[path]) }),
      })),
    };
  }

  /** What was left of the budget at each bucket's end, where all lie in one month. */
  private async lefts(
    integration: string,
    { clause: { path }, environment, allowance }: Objective,
    series: readonly Bucket[],
    measuredMs: number,
  ): Promise<(number | undefined)[]> {
    const span: Period = { fromMs: series[0]!.fromMs, toMs: series.at(-1)!.toMs };
    const { fromMs: startMs, toMs: endMs } = monthOf(span.fromMs + MINUTE_MS);
    const untilMs = Math.min(measuredMs, endMs);
    if (span.toMs > endMs || untilMs <= startMs) return [];
    const keys = [{ environment, path, allowance }];
    const before = { fromMs: startMs, toMs: span.fromMs };
    const [[standing], [carried]] = await Promise.all([
      readStandings(this.source, integration, keys, untilMs),
      readTraffic(this.source, { integration, environment }, before),
    ]);
    let spent = carried?.objectives[path]?.bad ?? 0;
    return series.map(({ fromMs, sum }) => {
      spent += sum?.objectives[path]?.bad ?? 0;
      return fromMs < untilMs ? leftAfter(spent, standing!.month, untilMs / MINUTE_MS, allowance) : undefined;
    });
  }
}
