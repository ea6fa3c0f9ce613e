import { storable, type Queryable } from "../database.ts";
import type { KeptValue } from "../event.ts";
import {
  COUNT_DEAD_LETTERS,
  LIST_DEAD_LETTERS,
  LIST_NEWEST_DEAD_LETTERS,
} from "../sql/dead-letter/list-dead-letters.ts";
import {
  summaryOf,
  type DeadLetterRow,
  type DeadLetterSummary,
  type StoredDeadLetter,
} from "./stored-dead-letter.ts";

export type { DeadLetterSummary, StoredDeadLetter } from "./stored-dead-letter.ts";

/** What dead letters are narrowed by; absent members do not narrow. */
export interface DeadLetterFilter {
  id?: number;
  reason?: string;
  /** The key of the record, which names its integration. */
  integration?: string;
  partition?: number;
  /** Recorded at this time or later. */
  from?: Date;
  /** Recorded before this time. */
  to?: Date;
  /** True: those not replayed yet; false: the others. */
  pending?: boolean;
}

/** How many dead letters have a reason and are kept alike. */
export interface DeadLetterCount {
  reason: string;
  kept: KeptValue;
  keyless: boolean;
  count: number;
}

const text = (value: string | undefined) => (value === undefined ? null : storable(value));

const parameters = (
  { id, reason, integration, partition, from, to, pending }: DeadLetterFilter,
  beyondId: number,
) => [
  beyondId,
  text(reason),
  partition ?? null,
  from ?? null,
  to ?? null,
  pending ?? null,
  text(integration),
  id ?? null,
];

/** At most `limit` dead letters behind an id, oldest first. */
export const listDeadLetters = async (
  database: Queryable,
  filter: DeadLetterFilter,
  afterId: number,
  limit: number,
): Promise<StoredDeadLetter[]> => {
  const values = [...parameters(filter, afterId), limit];
  const { rows } = await database.query<DeadLetterRow & { bytes: Buffer }>(LIST_DEAD_LETTERS, values);
  return rows.map((row) => ({ ...summaryOf(row), bytes: row.bytes }));
};

/** At most `limit` dead letters before an id, newest first, without their bytes. */
export const listNewestDeadLetters = async (
  database: Queryable,
  filter: DeadLetterFilter,
  limit: number,
  beforeId = Number.MAX_SAFE_INTEGER,
): Promise<DeadLetterSummary[]> => {
  const values = [...parameters(filter, beforeId), limit];
  return (await database.query<DeadLetterRow>(LIST_NEWEST_DEAD_LETTERS, values)).rows.map(summaryOf);
};

/** Dead letters counted by reason and by what of them is kept. */
export const countDeadLetters = async (
  database: Queryable,
  filter: DeadLetterFilter,
): Promise<DeadLetterCount[]> =>
  (await database.query<DeadLetterCount>(COUNT_DEAD_LETTERS, parameters(filter, 0))).rows;
