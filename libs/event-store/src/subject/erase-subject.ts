import type { Pool } from "pg";
import { DELETE_PAYLOADS, DELETE_WORDS, rewriteWithout } from "../sql/subject/erase-subject.ts";
import { TAKE_ALL_THE_TIME } from "../sql/take-all-the-time.ts";
import { actOnSubject } from "./act-on-subject.ts";
import { clearWriteAheadLog } from "./clear-wal.ts";
import type { SubjectCommand } from "./subject-event.ts";

/** A legal hold is on the subject: nothing of it can be erased. */
export class SubjectHeld extends Error {
  constructor() {
    super("A legal hold is on it: release it first.");
    this.name = "SubjectHeld";
  }
}

/** What became of an erasure. */
export interface Erasure {
  /** How many payloads went. */
  payloads: number;
  /** Why the server's write-ahead log may still hold the key, wrapped; absent: it does not. */
  keptInLog?: string;
}

/**
 * Destroys the key of a subject for good, with its payloads and their words: neither the tables' files nor the
 * write-ahead log hold it any more, and what occurred before is not stored again, however late it comes. Undefined where
 * nothing of it was ever kept. Rejects with SubjectHeld.
 */
export const eraseSubject = async (
  pool: Pool,
  command: SubjectCommand,
  nowMs: number,
): Promise<Erasure | undefined> => {
  const erased = await actOnSubject(pool, command, nowMs, async ({ client, names, partition, isHeld }) => {
    if (isHeld) throw new SubjectHeld();
    if (partition === undefined) return undefined;
    await client.query(TAKE_ALL_THE_TIME);
    await client.query(DELETE_WORDS, names);
    const { rowCount: payloads } = await client.query(DELETE_PAYLOADS, names);
    const { copy, empty, fill, note } = rewriteWithout(partition);
    await client.query(copy, names);
    await client.query(empty);
    await client.query(fill);
    await client.query(note, names);
    return { type: "SubjectErased", payloads: payloads ?? 0 };
  });
  if (!erased) return undefined;
  const log = await clearWriteAheadLog(pool);
  return { payloads: erased.payloads ?? 0, ...(log === "cleared" ? {} : { keptInLog: log.kept }) };
};
