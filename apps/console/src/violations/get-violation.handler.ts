import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import type { DataSource } from "typeorm";
import { Problem } from "#platform";
import { findViolation } from "#read-models";
import {
  CONSOLE_OPTIONS,
  READ_MODELS_SOURCE,
  REVISIONS,
  type ConsoleOptions,
  type RevisionSource,
} from "../console-options.ts";
import { presentViolation } from "./present-violation.ts";
import { quoteClause } from "./quote-clause.ts";
import { historyOf } from "./violation-history.ts";
import type { ViolationDetail } from "./violation-schemas.ts";

export class GetViolation extends Query<ViolationDetail> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(GetViolation)
export class GetViolationHandler implements IQueryHandler<GetViolation> {
  constructor(
    @Inject(READ_MODELS_SOURCE) private readonly source: DataSource,
    @Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions,
    @Inject(REVISIONS) private readonly revisions: RevisionSource,
  ) {}

  async execute({ id }: GetViolation): Promise<ViolationDetail> {
    const row = await findViolation(this.source, id);
    if (!row) throw new Problem(404, `There is no violation ${JSON.stringify(id)}.`);
    const view = presentViolation(row);
    const compiled = view.revision === undefined ? undefined : await this.revisions(view.revision);
    return {
      ...view,
      quote: compiled && quoteClause(compiled.specification.files, view.clause),
      history: await historyOf(this.options.pool, id),
    };
  }
}
