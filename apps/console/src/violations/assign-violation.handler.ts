import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { actOnViolation, type Standing } from "./act-on-violation.ts";
import { assignee } from "./assignable.ts";

export class AssignViolation extends Command<Standing> {
  constructor(
    readonly id: string,
    readonly to: string | undefined,
    readonly by: string,
    readonly note: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(AssignViolation)
export class AssignViolationHandler implements ICommandHandler<AssignViolation> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ id, to, by, note }: AssignViolation): Promise<Standing> {
    const { pool } = this.options;
    return actOnViolation(pool, id, { type: "Assign", to: await assignee(pool, to, by), by, note });
  }
}
