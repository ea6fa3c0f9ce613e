import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { AVAILABILITY, readTraffic, sealedMonths, type TrafficGroup } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { askedPeriod } from "./asked-period.ts";
import { ObjectiveLookup } from "./objective-lookup.ts";
import { iso, presentCounts, presentTraffic } from "./present.ts";
import type { TrafficQuery } from "./service-level-queries.ts";
import type { TrafficReport } from "./service-level-schemas.ts";

export class GetTraffic extends Query<TrafficReport> {
  constructor(
    readonly integration: string,
    readonly asked: TrafficQuery,
  ) {
    super();
  }
}

const present = (group: TrafficGroup): TrafficReport["items"][number] => ({
  environment: group.environment,
  endpoint: group.endpoint,
  client: group.client,
  ...presentTraffic(group),
  statuses: group.outcomes,
  objectives: Object.entries(group.objectives)
    .filter(([clause]) => clause !== AVAILABILITY)
    .map(([clause, counts]) => ({ clause, ...presentCounts(counts) })),
});

@QueryHandler(GetTraffic)
export class GetTrafficHandler implements IQueryHandler<GetTraffic> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    private readonly lookup: ObjectiveLookup,
  ) {}

  async execute({ integration, asked }: GetTraffic): Promise<TrafficReport> {
    const { measuredUntil, untilMs } = await this.lookup.measured(integration);
    const { limit, by, month, from, to, ...filter } = asked;
    const period = askedPeriod({ month, from, to }, untilMs);
    const groups = await readTraffic(this.source, { integration, ...filter }, period, by);
    return {
      integration,
      from: iso(period.fromMs),
      to: iso(period.toMs),
      measuredUntil,
      daysOnly: await sealedMonths(this.source, integration, period),
      items: groups.slice(0, limit).map(present),
      omitted: Math.max(0, groups.length - limit),
    };
  }
}
