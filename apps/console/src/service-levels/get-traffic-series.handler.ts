import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { readSeries, sealedMonths } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { askedBuckets, askedPeriod } from "./asked-period.ts";
import { ObjectiveLookup } from "./objective-lookup.ts";
import { iso, presentTraffic } from "./present.ts";
import type { TrafficSeriesQuery } from "./service-level-queries.ts";
import type { TrafficSeries } from "./service-level-schemas.ts";

export class GetTrafficSeries extends Query<TrafficSeries> {
  constructor(
    readonly integration: string,
    readonly asked: TrafficSeriesQuery,
  ) {
    super();
  }
}

@QueryHandler(GetTrafficSeries)
export class GetTrafficSeriesHandler implements IQueryHandler<GetTrafficSeries> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: ObjectiveLookup,
  ) {}

  async execute({ integration, asked }: GetTrafficSeries): Promise<TrafficSeries> {
    const { measuredUntil, untilMs } = await this.lookup.measured(integration);
    const { environment, endpoint, client } = asked;
    const period = askedPeriod(asked, untilMs);
    const { resolution, buckets } = askedBuckets(period, asked.resolution);
    const filter = { integration, environment, endpoint, client };
    const series = await readSeries(this.source, filter, buckets, resolution, { durations: true });
    return {
      integration,
      resolution,
      measuredUntil,
      daysOnly: await sealedMonths(this.source, integration, period),
      items: series.map(({ fromMs, toMs, sum }) => ({
        from: iso(fromMs),
        to: iso(toMs),
        ...presentTraffic(sum),
      })),
    };
  }
}
