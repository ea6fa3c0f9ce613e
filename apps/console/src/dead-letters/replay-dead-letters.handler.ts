import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import type { ReplayAnswer, ReplayBody } from "./dead-letter-schemas.ts";
import { replay } from "./replay.ts";

export class ReplayDeadLetters extends Command<ReplayAnswer> {
  constructor(readonly filter: ReplayBody) {
    super();
  }
}

@CommandHandler(ReplayDeadLetters)
export class ReplayDeadLettersHandler implements ICommandHandler<ReplayDeadLetters> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  execute({ filter }: ReplayDeadLetters): Promise<ReplayAnswer> {
    return replay(this.options, filter);
  }
}
