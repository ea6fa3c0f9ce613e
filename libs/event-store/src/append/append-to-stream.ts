import type { Pool } from "pg";
import type { NewEvent } from "../event.ts";
import { APPEND_TO_STREAM } from "../sql/append-to-stream.ts";
import { storable } from "../database.ts";
import { encodeEvents } from "./encode-events.ts";
import { ensureEventPartitions } from "./event-partitions.ts";

/** Somebody else has appended to the stream since it was read: read it again and decide anew. */
export class VersionConflict extends Error {
  constructor(
    readonly stream: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`The stream ${stream} stands at version ${actual}, not at ${expected}.`);
    this.name = "VersionConflict";
  }
}

/**
 * Appends a command's events to one stream, all or none; returns the stream's version. Events whose ids are stored
 * already are passed over, so a repeated call is harmless. Rejects with VersionConflict.
 */
export const appendToStream = async (
  pool: Pool,
  stream: string,
  events: readonly Omit<NewEvent, "stream">[],
  expectedVersion: number | "any",
): Promise<number> => {
  const times = events.map(({ occurredAtMs }) => occurredAtMs);
  await ensureEventPartitions(pool, times);
  const expected = expectedVersion === "any" ? null : expectedVersion;
  const { rows } = await pool.query<{ appended: boolean; at_version: string }>(APPEND_TO_STREAM, [
    storable(stream),
    expected,
    encodeEvents(events.map((event) => ({ ...event, stream }))) ?? "[]",
  ]);
  const version = Number(rows[0]!.at_version);
  if (!rows[0]!.appended) throw new VersionConflict(stream, Number(expected), version);
  return version;
};
