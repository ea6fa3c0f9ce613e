import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { countDeadLetters, forecastReplay } from "#event-store";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import type { DeadLetterCountQuery, DeadLetterCounts } from "./dead-letter-schemas.ts";

export class CountDeadLetters extends Query<DeadLetterCounts> {
  constructor(readonly filter: DeadLetterCountQuery) {
    super();
  }
}

@QueryHandler(CountDeadLetters)
export class CountDeadLettersHandler implements IQueryHandler<CountDeadLetters> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ filter }: CountDeadLetters): Promise<DeadLetterCounts> {
    const { pool } = this.options;
    const { pending, ...narrowing } = filter;
    const byReason = new Map<string, DeadLetterCounts["items"][number]>();
    const of = (reason: string) => {
      const known = byReason.get(reason) ?? { reason, count: 0, replayable: 0 };
      byReason.set(reason, known);
      return known;
    };
    for (const { reason, count } of await countDeadLetters(pool, filter)) of(reason).count += count;
    if (pending !== false)
      for (const { reason, count, problem } of await forecastReplay(pool, narrowing))
        if (problem === undefined) of(reason).replayable += count;
    const items = [...byReason.values()];
    return { total: items.reduce((sum, { count }) => sum + count, 0), items };
  }
}
