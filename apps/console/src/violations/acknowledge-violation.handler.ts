import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { actOnViolation, type Standing } from "./act-on-violation.ts";

export class AcknowledgeViolation extends Command<Standing> {
  constructor(
    readonly id: string,
    readonly by: string,
    readonly note: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(AcknowledgeViolation)
export class AcknowledgeViolationHandler implements ICommandHandler<AcknowledgeViolation> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  execute({ id, by, note }: AcknowledgeViolation): Promise<Standing> {
    return actOnViolation(this.options.pool, id, { type: "Acknowledge", by, note });
  }
}
