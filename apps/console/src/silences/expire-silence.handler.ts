import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { actOnSilence } from "./act-on-silence.ts";
import type { SilenceView } from "./silence-schemas.ts";

export class ExpireSilence extends Command<SilenceView> {
  constructor(
    readonly id: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ExpireSilence)
export class ExpireSilenceHandler implements ICommandHandler<ExpireSilence> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  execute({ id, by }: ExpireSilence): Promise<SilenceView> {
    const command = { type: "ExpireSilence", by, nowMs: Date.now() } as const;
    return actOnSilence(this.options.pool, id, command);
  }
}
