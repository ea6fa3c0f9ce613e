import { randomUUID } from "node:crypto";
import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { actOnSilence } from "./act-on-silence.ts";
import type { SilenceBody, SilenceView } from "./silence-schemas.ts";

export class CreateSilence extends Command<SilenceView> {
  constructor(
    readonly body: SilenceBody,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(CreateSilence)
export class CreateSilenceHandler implements ICommandHandler<CreateSilence> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  execute({ body: { matchers, from, to, comment }, by }: CreateSilence): Promise<SilenceView> {
    const nowMs = Date.now();
    const id = randomUUID();
    const silence = {
      id,
      matchers,
      from: (from ?? new Date(nowMs)).toISOString(),
      to: to.toISOString(),
      by,
      comment,
    };
    return actOnSilence(this.options.pool, id, { type: "CreateSilence", silence, nowMs });
  }
}
