import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { askedSubjects, presentSubjects } from "./asked-subjects.ts";
import type { SubjectList, SubjectQuery } from "./subject-schemas.ts";

export class ListSubjects extends Query<SubjectList> {
  constructor(readonly asked: SubjectQuery) {
    super();
  }
}

@QueryHandler(ListSubjects)
export class ListSubjectsHandler implements IQueryHandler<ListSubjects> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ asked }: ListSubjects): Promise<SubjectList> {
    return presentSubjects(await askedSubjects(this.options, asked));
  }
}
