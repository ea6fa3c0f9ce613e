import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import { unreplayable } from "#event-store";
import { Problem } from "#platform";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import type { ReplayAnswer } from "./dead-letter-schemas.ts";
import { existingDeadLetter } from "./existing-dead-letter.ts";
import { replay } from "./replay.ts";

export class ReplayDeadLetter extends Command<ReplayAnswer> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(ReplayDeadLetter)
export class ReplayDeadLetterHandler implements ICommandHandler<ReplayDeadLetter> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ id }: ReplayDeadLetter): Promise<ReplayAnswer> {
    const { id: number, kept, key, replayedAtMs } = await existingDeadLetter(this.options.pool, id);
    const problem = unreplayable({ kept, keyless: key === null });
    if (problem !== undefined) throw new Problem(409, `It cannot be replayed: ${problem}.`);
    if (replayedAtMs !== undefined)
      throw new Problem(409, "It has been replayed already, and has not failed again.");
    return replay(this.options, { id: number });
  }
}
