import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import { holdSubject, releaseSubject } from "#event-store";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { askedSubjects, presentSubjects } from "./asked-subjects.ts";
import type { SubjectBody, SubjectList } from "./subject-schemas.ts";

export class HoldSubject extends Command<SubjectList> {
  constructor(
    readonly body: SubjectBody,
    readonly act: "hold" | "release",
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(HoldSubject)
export class HoldSubjectHandler implements ICommandHandler<HoldSubject> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ body, act, by }: HoldSubject): Promise<SubjectList> {
    const { pool } = this.options;
    const { reason } = body;
    const change = act === "hold" ? holdSubject : releaseSubject;
    for (const { integration, subject } of await askedSubjects(this.options, body))
      await change(
        pool,
        { integration, subject, by, ...(reason === undefined ? {} : { reason }) },
        Date.now(),
      );
    return presentSubjects(await askedSubjects(this.options, body));
  }
}
