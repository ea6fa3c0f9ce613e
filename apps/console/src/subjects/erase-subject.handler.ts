import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import { eraseSubject, SubjectHeld } from "#event-store";
import { Problem } from "#platform";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { askedSubjects } from "./asked-subjects.ts";
import type { ErasureView, SubjectBody } from "./subject-schemas.ts";

export class EraseSubject extends Command<ErasureView> {
  constructor(
    readonly body: SubjectBody,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(EraseSubject)
export class EraseSubjectHandler implements ICommandHandler<EraseSubject> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ body, by }: EraseSubject): Promise<ErasureView> {
    const subjects = await askedSubjects(this.options, body);
    if (subjects.some(({ state }) => state?.heldAtMs !== undefined)) throw this.held(new SubjectHeld());
    const { reason } = body;
    const view: ErasureView = { payloads: 0 };
    for (const { integration, subject } of subjects) {
      const command = { integration, subject, by, ...(reason === undefined ? {} : { reason }) };
      const erasure = await eraseSubject(this.options.pool, command, Date.now()).catch((error: unknown) => {
        throw error instanceof SubjectHeld ? this.held(error) : error;
      });
      view.payloads += erasure?.payloads ?? 0;
      view.keptInLog ??= erasure?.keptInLog;
    }
    return view;
  }

  private held({ message }: SubjectHeld): Problem {
    return new Problem(409, message);
  }
}
