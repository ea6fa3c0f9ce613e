import { Inject } from "@nestjs/common";
import { Query, QueryHandler, type IQueryHandler } from "@nestjs/cqrs";
import { listNewestDeadLetters } from "#event-store";
import { decodeCursor, encodeCursor, type Page } from "#read-models";
import { CONSOLE_OPTIONS, type ConsoleOptions } from "../console-options.ts";
import { refuseCursor } from "../http/refuse-cursor.ts";
import type { DeadLetterListQuery, DeadLetterView } from "./dead-letter-schemas.ts";
import { idOf } from "./id-of.ts";
import { presentDeadLetter } from "./present-dead-letter.ts";

export class ListDeadLetters extends Query<Page<DeadLetterView>> {
  constructor(readonly asked: DeadLetterListQuery) {
    super();
  }
}

const beforeId = (cursor: string): number => {
  try {
    return idOf(decodeCursor(cursor).id) ?? 0;
  } catch (error) {
    throw refuseCursor(error);
  }
};

@QueryHandler(ListDeadLetters)
export class ListDeadLettersHandler implements IQueryHandler<ListDeadLetters> {
  constructor(@Inject(CONSOLE_OPTIONS) private readonly options: ConsoleOptions) {}

  async execute({ asked }: ListDeadLetters): Promise<Page<DeadLetterView>> {
    const { limit, cursor, ...filter } = asked;
    const before = cursor === undefined ? undefined : beforeId(cursor);
    const letters = await listNewestDeadLetters(this.options.pool, filter, limit + 1, before);
    const items = letters.slice(0, limit);
    const last = items.at(-1);
    const page: Page<DeadLetterView> = { items: items.map(presentDeadLetter) };
    if (letters.length > limit && last)
      page.nextCursor = encodeCursor({ timeMs: last.recordedAtMs, id: String(last.id) });
    return page;
  }
}
