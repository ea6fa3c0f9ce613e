import { Inject } from "@nestjs/common";
import { Command, CommandHandler, type ICommandHandler } from "@nestjs/cqrs";
import { Problem } from "#platform";
import type { PersonsCommand } from "#violation";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { actOnViolation } from "./act-on-violation.ts";
import { assignee } from "./assignable.ts";
import type { BulkAnswer, BulkBody } from "./violation-schemas.ts";

const TYPES = { acknowledge: "Acknowledge", resolve: "Resolve" } as const;

export class ActOnViolations extends Command<BulkAnswer> {
  constructor(
    readonly asked: BulkBody,
    readonly by: string,
  ) {
    super();
  }
}

/** One action on several violations; what one refuses holds up none of the others. */
@CommandHandler(ActOnViolations)
export class ActOnViolationsHandler implements ICommandHandler<ActOnViolations> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ asked: { action, ids, to, note }, by }: ActOnViolations): Promise<BulkAnswer> {
    const { pool } = this.options;
    const command: PersonsCommand =
      action === "assign"
        ? { type: "Assign", to: await assignee(pool, to, by), by, note }
        : { type: TYPES[action], by, note };
    const answer: BulkAnswer = { done: [], refused: [] };
    for (const id of new Set(ids))
      try {
        answer.done.push(await actOnViolation(pool, id, command));
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        answer.refused.push({ id, detail: error.message });
      }
    return answer;
  }
}
