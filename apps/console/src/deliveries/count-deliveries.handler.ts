import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { countDeliveries } from "#read-models";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { askedDeliveries } from "./asked-deliveries.ts";
import type { AttemptCountQuery, DeliveryCountQuery } from "./delivery-queries.ts";
import type { DeliveryCountsView } from "./delivery-schemas.ts";

export class CountDeliveries extends Query<DeliveryCountsView> {
  constructor(
    readonly list: "delivery" | "attempt",
    readonly asked: DeliveryCountQuery | AttemptCountQuery,
  ) {
    super();
  }
}

@QueryHandler(CountDeliveries)
export class CountDeliveriesHandler implements IQueryHandler<CountDeliveries> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ list, asked }: CountDeliveries): Promise<DeliveryCountsView> {
    const { filter, incomplete } = await askedDeliveries(this.options, asked);
    const { atLeast, ...counts } = await countDeliveries(this.options.readModels, list, filter);
    return { ...counts, atLeast: atLeast || incomplete };
  }
}
