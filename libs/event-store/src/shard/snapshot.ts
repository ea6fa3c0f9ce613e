import { createHash } from "node:crypto";
import type { Queryable } from "../database.ts";
import type { Claim, ShardKey } from "../event.ts";
import { LOAD_SNAPSHOTS } from "../sql/load-snapshots.ts";
import { SAVE_SNAPSHOT } from "../sql/save-snapshot.ts";

/** The state of a shard's checks after every record below `offset`. */
export interface Snapshot {
  offset: number;
  bytes: Buffer;
}

const checksumOf = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();

/**
 * Keeps a snapshot, and the newest one before it, under the claim's fence. `ahead`: records below its offset are not
 * all committed yet, and nothing was written.
 */
export const saveSnapshot = async (
  database: Queryable,
  claim: Claim,
  snapshot: Snapshot & { engineVersion: string },
): Promise<"saved" | "fenced" | "ahead"> => {
  const { rows } = await database.query<{ reached: boolean }>(SAVE_SNAPSHOT, [
    claim.pipeline,
    claim.topic,
    claim.partition,
    claim.epoch,
    snapshot.offset,
    snapshot.engineVersion,
    snapshot.bytes,
    checksumOf(snapshot.bytes),
  ]);
  if (!rows[0]) return "fenced";
  return rows[0].reached ? "saved" : "ahead";
};

/** The newest whole snapshot of an engine version (undefined: of any) at or below an offset; a damaged one is passed over. */
export const loadSnapshot = async (
  database: Queryable,
  key: ShardKey,
  engineVersion: string | undefined,
  atOrBelow: number,
): Promise<Snapshot | undefined> => {
  const { rows } = await database.query<{ record_offset: string; bytes: Buffer; checksum: Buffer }>(
    LOAD_SNAPSHOTS,
    [key.pipeline, key.topic, key.partition, engineVersion, atOrBelow],
  );
  const whole = rows.find(({ bytes, checksum }) => checksumOf(bytes).equals(checksum));
  return whole && { offset: Number(whole.record_offset), bytes: whole.bytes };
};
