import type { Pool } from "pg";
import {
  claimShard,
  commitBatch,
  getContent,
  listShards,
  loadSnapshot,
  putContent,
  readSkippedRecords,
  readStream,
  releaseClaim,
  saveSnapshot,
  type Batch,
  type Claim,
  type ShardKey,
  type Snapshot,
} from "#event-store";

/** What the monitor asks of PostgreSQL. */
export interface MonitorStore {
  claim(key: ShardKey, topicId: string): Promise<Claim>;
  commit(claim: Claim, batch: Batch): Promise<"committed" | "fenced" | "keys-gone">;
  release(claim: Claim): Promise<void>;
  saveSnapshot(claim: Claim, snapshot: Snapshot): Promise<"saved" | "fenced" | "ahead">;
  loadSnapshot(key: ShardKey, atOrBelow: number): Promise<Snapshot | undefined>;
  /** As `loadSnapshot`, of a state in whatever form. */
  loadAnySnapshot(key: ShardKey, atOrBelow: number): Promise<Snapshot | undefined>;
  /** Offsets of the records on which a check failed. */
  skippedRecords(key: ShardKey, topicId: string): Promise<number[]>;
  putContent(hash: string, text: string): Promise<void>;
  getContent(hash: string): Promise<string | undefined>;
  /** The revision that an integration's newest activation in the store names. */
  activeRevision(integration: string): Promise<string | undefined>;
  /** Whether a pipeline has ever claimed a partition of a topic. */
  hasBegun(pipeline: string, topic: string): Promise<boolean>;
  /** Rejects when PostgreSQL does not answer. */
  ping(): Promise<void>;
}

/** Names the form of the judge's state: raised with every change of it, so that older snapshots are passed over. */
export const ENGINE_VERSION = "4";

export const createMonitorStore = (pool: Pool, owner: string): MonitorStore => ({
  claim: (key, topicId) => claimShard(pool, key, topicId, owner),
  commit: (claim, batch) => commitBatch(pool, claim, batch),
  release: (claim) => releaseClaim(pool, claim),
  saveSnapshot: (claim, snapshot) =>
    saveSnapshot(pool, claim, { ...snapshot, engineVersion: ENGINE_VERSION }),
  loadSnapshot: (key, atOrBelow) => loadSnapshot(pool, key, ENGINE_VERSION, atOrBelow),
  loadAnySnapshot: (key, atOrBelow) => loadSnapshot(pool, key, undefined, atOrBelow),
  skippedRecords: (key, topicId) => readSkippedRecords(pool, key, topicId),
  putContent: (hash, text) => putContent(pool, hash, text),
  getContent: (hash) => getContent(pool, hash),
  activeRevision: async (integration) => {
    const events = await readStream(pool, `integration-${integration}`);
    const newest = events.findLast(({ type }) => type === "RevisionActivated");
    return (newest?.data as { revision: string } | undefined)?.revision;
  },
  hasBegun: async (pipeline, topic) =>
    (await listShards(pool, topic)).some((shard) => shard.pipeline === pipeline),
  ping: async () => {
    await pool.query("SELECT 1");
  },
});
