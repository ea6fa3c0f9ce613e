import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { actOnViolation, type Standing } from "./act-on-violation.ts";

export class ResolveViolation extends Command<Standing> {
  constructor(
    readonly id: string,
    readonly by: string,
    readonly note: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(ResolveViolation)
export class ResolveViolationHandler implements ICommandHandler<ResolveViolation> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  execute({ id, by, note }: ResolveViolation): Promise<Standing> {
    return actOnViolation(this.options.pool, id, { type: "Resolve", by, note });
  }
}
