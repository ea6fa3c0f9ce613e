import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { listViolations, readAlike } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import { refuseCursor } from "../http/refuse-cursor.ts";
import { presentViolation } from "./present-violation.ts";
import type { ViolationListQuery, ViolationPage } from "./violation-schemas.ts";

export class ListViolations extends Query<ViolationPage> {
  constructor(readonly asked: ViolationListQuery) {
    super();
  }
}

@QueryHandler(ListViolations)
export class ListViolationsHandler implements IQueryHandler<ListViolations> {
  constructor(@Inject(READ_MODELS_SOURCE) private readonly source: DataSource) {}

  async execute({ asked }: ListViolations): Promise<ViolationPage> {
    const { limit, cursor, format: _, unowned, ...filter } = asked;
    const narrowed = { ...filter, ...(unowned && { unowned: true as const }) };
    try {
      const { items, nextCursor } = await listViolations(this.source, narrowed, { limit, cursor });
      const courses = await readAlike(this.source, items, new Date());
      return {
        items: items.map((row, at) => ({ ...presentViolation(row), course: courses[at]! })),
        nextCursor,
      };
    } catch (error) {
      throw refuseCursor(error);
    }
  }
}
