import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import {
  decideRouting,
  evolveRouting,
  initialRouting,
  InvalidRouting,
  type RoutingSet,
  type RoutingState,
} from "#alerting";
import { Problem } from "#platform";
import { decideOnStream } from "../commands/decide-on-stream.ts";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import type { RoutingBody, RoutingView } from "./routing-schemas.ts";

export class SetRouting extends Command<RoutingView> {
  constructor(
    readonly routing: RoutingBody,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(SetRouting)
export class SetRoutingHandler implements ICommandHandler<SetRouting> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ routing, by }: SetRouting): Promise<RoutingView> {
    try {
      return await decideOnStream<RoutingState, RoutingSet>(this.options.pool, "routing", {
        initialState: initialRouting,
        evolve: evolveRouting,
        decide: (before) => decideRouting(before, { type: "SetRouting", routing, by }),
        originOf: () => ({ source: "clausewatch" }),
      });
    } catch (error) {
      if (error instanceof InvalidRouting) throw new Problem(400, error.message, { errors: error.problems });
      throw error;
    }
  }
}
