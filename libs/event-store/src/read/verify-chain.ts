import { createHash } from "node:crypto";
import { contentDigest } from "../append/encode-events.ts";
import type { Queryable } from "../database.ts";
import { READ_EVENTS } from "../sql/read-events.ts";
import { READ_HEAD } from "../sql/read-head.ts";
import type { EventRow } from "./stored-event.ts";

/** The outcome of walking the chain: whole up to a position, or where and how it is broken. */
export type ChainReport =
  { whole: true; position: number; hash: string } | { whole: false; position: number; reason: string };

const BATCH = 2000;

const linkOf = (previous: Buffer, row: EventRow): Buffer => {
  const numbers = Buffer.alloc(24);
  numbers.writeBigInt64BE(BigInt(row.position), 0);
  numbers.writeBigInt64BE(BigInt(row.version), 8);
  numbers.writeBigInt64BE(BigInt(row.recorded_at_ms), 16);
  const digest = contentDigest({
    eventId: row.event_id,
    stream: row.stream,
    type: row.type,
    source: row.source,
    revision: row.revision,
    occurredAtMs: Number(row.occurred_at_ms),
    dataText: row.data,
  });
  return createHash("sha256").update(previous).update(digest).update(numbers).digest();
};

const faultOf = (row: EventRow, position: number, previous: Buffer): string | undefined => {
  if (Number(row.position) !== position) return "an event is missing";
  if (!row.previous_hash.equals(previous)) return "its previous hash is not that of the event before it";
  if (!linkOf(previous, row).equals(row.hash)) return "its content does not give its hash";
  return undefined;
};

/** Walks every event up to the head as it stands now: gapless, each hash made of the event and the hash before it. */
export const verifyChain = async (database: Queryable): Promise<ChainReport> => {
  const head = (await database.query<{ position: string; hash: Buffer }>(READ_HEAD)).rows[0]!;
  const end = Number(head.position);
  let previous: Buffer = Buffer.alloc(32);
  let position = 0;
  while (position < end) {
    const { rows } = await database.query<EventRow>(READ_EVENTS, [position, Math.min(BATCH, end - position)]);
    if (rows.length === 0) return { whole: false, position: position + 1, reason: "an event is missing" };
    for (const row of rows) {
      position++;
      const reason = faultOf(row, position, previous);
      if (reason) return { whole: false, position, reason };
      previous = row.hash;
    }
  }
  if (!previous.equals(head.hash)) {
    return { whole: false, position, reason: "the head's hash is not that of the last event" };
  }
  return { whole: true, position, hash: previous.toString("hex") };
};
