import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { groupViolations } from "#read-models";
import { READ_MODELS_SOURCE } from "../console-options.ts";
import type { ViolationGroupQuery, ViolationGroups } from "./violation-schemas.ts";

export class GroupViolations extends Query<ViolationGroups> {
  constructor(readonly asked: ViolationGroupQuery) {
    super();
  }
}

@QueryHandler(GroupViolations)
export class GroupViolationsHandler implements IQueryHandler<GroupViolations> {
  constructor(@Inject(READ_MODELS_SOURCE) private readonly source: DataSource) {}

  async execute({ asked: { by, unowned, ...filter } }: GroupViolations): Promise<ViolationGroups> {
    const narrowed = { ...filter, ...(unowned && { unowned: true as const }) };
    const groups = await groupViolations(this.source, by, narrowed, new Date());
    return { items: groups.map((group) => ({ ...group, clause: group.clause ?? undefined })) };
  }
}
