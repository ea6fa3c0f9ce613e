import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { Problem } from "#platform";
import {
  findRedelivery,
  listRedeliveries,
  listRedeliveryItems,
  type Page,
  type RedeliveryEntity,
} from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { refuseCursor } from "../http/refuse-cursor.ts";
import type {
  RedeliveryItems,
  RedeliveryItemsQuery,
  RedeliveryListQuery,
  RedeliveryView,
} from "./redelivery-schemas.ts";

const presentRedelivery = (row: RedeliveryEntity): RedeliveryView => {
  const { id, integration, status, by, reason, filter, requestedAt, endedAt, cancelledBy } = row;
  const { total, waiting, underWay, delivered, failed, unknown, refused } = row;
  return {
    ...{ id, integration, status, by, total, waiting, underWay, delivered, failed, unknown, refused },
    ...(reason === null ? {} : { reason }),
    ...(filter === null ? {} : { filter }),
    requestedAt: requestedAt.toISOString(),
    ...(endedAt === null ? {} : { endedAt: endedAt.toISOString() }),
    ...(cancelledBy === null ? {} : { cancelledBy }),
  };
};

export class ListRedeliveries extends Query<Page<RedeliveryView>> {
  constructor(readonly asked: RedeliveryListQuery) {
    super();
  }
}

@QueryHandler(ListRedeliveries)
export class ListRedeliveriesHandler implements IQueryHandler<ListRedeliveries> {
  constructor(@Inject(READ_MODELS_SOURCE) private readonly source: DataSource) {}

  async execute({ asked: { limit, cursor, ...filter } }: ListRedeliveries): Promise<Page<RedeliveryView>> {
    try {
      const { items, nextCursor } = await listRedeliveries(this.source, filter, { limit, cursor });
      return { items: items.map(presentRedelivery), nextCursor };
    } catch (error) {
      throw refuseCursor(error);
    }
  }
}

const existing = async (source: DataSource, id: string): Promise<RedeliveryEntity> => {
  const found = await findRedelivery(source, id);
  if (found) return found;
  throw new Problem(404, `There is no redelivery ${JSON.stringify(id)}.`);
};

export class GetRedelivery extends Query<RedeliveryView> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetRedelivery)
export class GetRedeliveryHandler implements IQueryHandler<GetRedelivery> {
  constructor(@Inject(READ_MODELS_SOURCE) private readonly source: DataSource) {}

  async execute({ id }: GetRedelivery): Promise<RedeliveryView> {
    return presentRedelivery(await existing(this.source, id));
  }
}

export class ListRedeliveryItems extends Query<RedeliveryItems> {
  constructor(
    readonly id: string,
    readonly asked: RedeliveryItemsQuery,
  ) {
    super();
  }
}

@QueryHandler(ListRedeliveryItems)
export class ListRedeliveryItemsHandler implements IQueryHandler<ListRedeliveryItems> {
  constructor(@Inject(READ_MODELS_SOURCE) private readonly source: DataSource) {}

  async execute({ id, asked: { after, limit } }: ListRedeliveryItems): Promise<RedeliveryItems> {
    await existing(this.source, id);
    const rows = await listRedeliveryItems(this.source, id, after, limit);
    const items = rows.map(({ number, deliveryId, step, at, ...row }) => ({
      number,
      deliveryId,
      step,
      ...(at === null ? {} : { at: at.toISOString() }),
      ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
    }));
    return { items };
  }
}
