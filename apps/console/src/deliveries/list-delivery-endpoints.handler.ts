import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { listDeliveryEndpoints, type EndpointFilter } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { refuseCursor } from "../http/refuse-cursor.ts";
import type { EndpointListQuery } from "./delivery-queries.ts";
import type { DeliveryEndpointPage } from "./delivery-schemas.ts";
import { presentEndpoint } from "./present-deliveries.ts";

export class ListDeliveryEndpoints extends Query<DeliveryEndpointPage> {
  constructor(readonly asked: EndpointListQuery) {
    super();
  }
}

@QueryHandler(ListDeliveryEndpoints)
export class ListDeliveryEndpointsHandler implements IQueryHandler<ListDeliveryEndpoints> {
  constructor(@Inject(READ_MODELS_SOURCE) private readonly source: DataSource) {}

  async execute({
    asked: { limit, cursor, ...asked },
  }: ListDeliveryEndpoints): Promise<DeliveryEndpointPage> {
    const given = Object.entries(asked).filter(([, value]) => value !== undefined);
    const filter = Object.fromEntries(given) as EndpointFilter;
    try {
      const request = { limit, ...(cursor !== undefined && { cursor }) };
      const { items, ...rest } = await listDeliveryEndpoints(this.source, filter, request);
      return { items: items.map(presentEndpoint), ...rest };
    } catch (error) {
      throw refuseCursor(error);
    }
  }
}
