import { createHash } from "node:crypto";
import { contentDigest } from "../append/encode-events.ts";
import type { Queryable } from "../database.ts";
import { readSealedRanges, type SealedRange } from "../retention/sealed-ranges.ts";
import { READ_EVENTS } from "../sql/read-events.ts";
import { READ_HEAD } from "../sql/read-head.ts";
import type { EventRow } from "./stored-event.ts";

/** The outcome of walking the chain: whole up to a position, or where and how it is broken. */
export type ChainReport =
  | {
      whole: true;
      position: number;
      hash: string;
      /** Events that are there, and those that retention dropped and sealed. */
      verified: number;
      dropped: number;
    }
  | { whole: false; position: number; reason: string };

const BATCH = 2000;

const MISSING = "an event is missing";

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
  if (Number(row.position) !== position) return MISSING;
  if (!row.previous_hash.equals(previous)) return "its previous hash is not that of the event before it";
  if (!linkOf(previous, row).equals(row.hash)) return "its content does not give its hash";
  return undefined;
};

/** Goes over what retention dropped, as long as a seal begins here and continues the chain. */
const overSeals = (place: Place, seals: ReadonlyMap<number, SealedRange>): void => {
  for (
    let sealed = seals.get(place.position + 1);
    sealed?.before === place.hash.toString("hex");
    sealed = seals.get(place.position + 1)
  ) {
    place.dropped += sealed.last - sealed.first + 1;
    place.position = sealed.last;
    place.hash = Buffer.from(sealed.hash, "hex");
  }
};

/** How far the walk has come. */
interface Place {
  position: number;
  hash: Buffer;
  dropped: number;
}

/**
 * Walks every event up to the head as it stands now: gapless but for what retention has sealed, each hash made of the
 * event and the hash before it. `progress` is told the position now and then, and the head's.
 */
export const verifyChain = async (
  database: Queryable,
  progress: (position: number, end: number) => void = () => undefined,
): Promise<ChainReport> => {
  const head = (await database.query<{ position: string; hash: Buffer }>(READ_HEAD)).rows[0]!;
  const end = Number(head.position);
  const seals = await readSealedRanges(database);
  const place: Place = { position: 0, hash: Buffer.alloc(32), dropped: 0 };
  const broken = (position: number, reason: string): ChainReport => ({ whole: false, position, reason });
  while (place.position < end) {
    const { rows } = await database.query<EventRow>(READ_EVENTS, [
      place.position,
      Math.min(BATCH, end - place.position),
    ]);
    if (rows.length === 0) return broken(place.position + 1, MISSING);
    for (const row of rows) {
      if (Number(row.position) > place.position + 1) overSeals(place, seals);
      place.position++;
      const reason = faultOf(row, place.position, place.hash);
      if (reason) return broken(place.position, reason);
      place.hash = row.hash;
    }
    progress(place.position, end);
  }
  if (!place.hash.equals(head.hash))
    return broken(place.position, "the head's hash is not that of the last event");
  const verified = place.position - place.dropped;
  return {
    whole: true,
    position: place.position,
    hash: place.hash.toString("hex"),
    verified,
    dropped: place.dropped,
  };
};
