import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { listAttempts, listDeliveries, type DeliveryFilter, type Page, type PageRequest } from "#read-models";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { refuseCursor } from "../http/refuse-cursor.ts";
import { askedDeliveries } from "./asked-deliveries.ts";
import type { AttemptListQuery, DeliveryListQuery } from "./delivery-queries.ts";
import type { AttemptPage, DeliveryPage } from "./delivery-schemas.ts";
import { presentAttempt, presentDelivery } from "./present-deliveries.ts";

const pageOf = async <Row, View>(
  options: ConsoleOptions,
  { limit, cursor, ...asked }: DeliveryListQuery | AttemptListQuery,
  list: (
    source: ConsoleOptions["readModels"],
    filter: DeliveryFilter,
    request: PageRequest,
  ) => Promise<Page<Row>>,
  present: (row: Row) => View,
): Promise<{ items: View[]; nextCursor?: string; incomplete?: true }> => {
  const { filter, incomplete } = await askedDeliveries(options, asked);
  try {
    const request = { limit, ...(cursor !== undefined && { cursor }) };
    const { items, ...rest } = await list(options.readModels, filter, request);
    return { items: items.map(present), ...rest, ...(incomplete && { incomplete: true as const }) };
  } catch (error) {
    throw refuseCursor(error);
  }
};

export class ListDeliveries extends Query<DeliveryPage> {
  constructor(readonly asked: DeliveryListQuery) {
    super();
  }
}

@QueryHandler(ListDeliveries)
export class ListDeliveriesHandler implements IQueryHandler<ListDeliveries> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  execute({ asked }: ListDeliveries): Promise<DeliveryPage> {
    return pageOf(this.options, asked, listDeliveries, presentDelivery);
  }
}

export class ListAttempts extends Query<AttemptPage> {
  constructor(readonly asked: AttemptListQuery) {
    super();
  }
}

@QueryHandler(ListAttempts)
export class ListAttemptsHandler implements IQueryHandler<ListAttempts> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  execute({ asked }: ListAttempts): Promise<AttemptPage> {
    return pageOf(this.options, asked, listAttempts, presentAttempt);
  }
}
