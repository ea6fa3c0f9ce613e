import { Readable } from "node:stream";
import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { exportSubject } from "#read-models";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { askedSubjects } from "./asked-subjects.ts";
import type { SubjectQuery } from "./subject-schemas.ts";

export class ExportSubject extends Query<Readable> {
  constructor(readonly asked: SubjectQuery) {
    super();
  }
}

@QueryHandler(ExportSubject)
export class ExportSubjectHandler implements IQueryHandler<ExportSubject> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ asked }: ExportSubject): Promise<Readable> {
    const subjects = await askedSubjects(this.options, asked);
    const { pool, readModels, sealing } = this.options;
    const sources = { pool, readModels, cipher: sealing!.cipher };
    const lines = async function* () {
      for (const subject of subjects)
        for await (const line of exportSubject(sources, asked, subject)) yield `${JSON.stringify(line)}\n`;
    };
    return Readable.from(lines());
  }
}
