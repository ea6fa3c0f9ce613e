import type { Pool } from "pg";
import { HOLD_SUBJECT, NOTE_SUBJECT, RELEASE_SUBJECT } from "../sql/subject/erase-subject.ts";
import { actOnSubject } from "./act-on-subject.ts";
import type { SubjectCommand } from "./subject-event.ts";

/**
 * Puts a subject under a legal hold: its payloads neither expire nor can they be erased. False where it is held already.
 */
export const holdSubject = async (pool: Pool, command: SubjectCommand, nowMs: number): Promise<boolean> =>
  (await actOnSubject(pool, command, nowMs, async ({ client, names, isHeld }) => {
    if (isHeld) return undefined;
    await client.query(NOTE_SUBJECT, names);
    await client.query(HOLD_SUBJECT, names);
    return { type: "SubjectHeld" };
  })) !== undefined;

/** Ends a legal hold. False where there is none. */
export const releaseSubject = async (pool: Pool, command: SubjectCommand, nowMs: number): Promise<boolean> =>
  (await actOnSubject(pool, command, nowMs, async ({ client, names, isHeld }) => {
    if (!isHeld) return undefined;
    await client.query(RELEASE_SUBJECT, names);
    return { type: "SubjectReleased" };
  })) !== undefined;
