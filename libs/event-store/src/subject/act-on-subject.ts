import type { Pool, PoolClient } from "pg";
import { appendEvents } from "../append/append-events.ts";
import { ensureEventPartitions } from "../append/event-partitions.ts";
import { storable } from "../database.ts";
import { inTransaction } from "../in-transaction.ts";
import { EXCLUDE_COMMITS, LOCK_SUBJECT } from "../sql/subject/erase-subject.ts";
import { toSubjectEvent, type SubjectCommand, type SubjectEvent } from "./subject-event.ts";

/** A subject on which nobody else acts, and whose row is locked where it has one. */
export interface LockedSubject {
  client: PoolClient;
  /** Integration and subject, as statements take them. */
  names: [integration: string, subject: string];
  /** The table that its key is in; undefined where nothing was ever kept of it. */
  partition?: string;
  isHeld: boolean;
}

/** Does something about a subject, alone, with the event that tells of it; none where nothing had to be done. */
export const actOnSubject = async (
  pool: Pool,
  command: SubjectCommand,
  nowMs: number,
  act: (subject: LockedSubject) => Promise<Pick<SubjectEvent, "type" | "payloads"> | undefined>,
): Promise<SubjectEvent | undefined> => {
  await ensureEventPartitions(pool, [nowMs]);
  const names: LockedSubject["names"] = [storable(command.integration), storable(command.subject)];
  return inTransaction(pool, async (client) => {
    await client.query(EXCLUDE_COMMITS);
    const { rows } = await client.query<{ partition: string; held_at: Date | null }>(LOCK_SUBJECT, names);
    const isHeld = (rows[0]?.held_at ?? null) !== null;
    const done = await act({ client, names, partition: rows[0]?.partition, isHeld });
    if (!done) return undefined;
    const event: SubjectEvent = { ...command, ...done };
    await appendEvents(client, [toSubjectEvent(event, nowMs)]);
    return event;
  });
};
