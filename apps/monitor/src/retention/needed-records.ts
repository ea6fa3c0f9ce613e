import type { Shard } from "#event-store";
import type { RecordExpiry } from "#stream";

const DAY_MS = 86_400_000;
/** What is remembered of the log for longest, and an hour for clocks that differ. */
const MEMORY_MS = 25 * 3_600_000;

/** What of a partition may go, and which pipeline it is that needs the rest. */
export interface PartitionExpiry extends RecordExpiry {
  neededBy: string;
}

/** Where recovery of a shard begins: at the older of its snapshots; without one of this version's, at the log's start. */
const recoversFrom = ({ snapshots }: Shard, engineVersion: string): number =>
  snapshots.some((snapshot) => snapshot.engineVersion === engineVersion) ? snapshots[0]!.offset : 0;

/**
 * What may go of each partition of which somebody keeps checkpoints: records older than so many days, but for those after
 * the snapshots of a pipeline, and those within its memory, from which another version builds its state anew.
 */
export const expiriesOf = (
  shards: readonly Shard[],
  days: number,
  nowMs: number,
  engineVersion: string,
): PartitionExpiry[] => {
  const oldMs = nowMs - days * DAY_MS;
  const expiries = new Map<string, PartitionExpiry>();
  for (const shard of shards) {
    const { topicId, partition, pipeline, watermarkMs } = shard;
    const place = `${topicId} ${partition}`;
    const known = expiries.get(place) ?? {
      topicId,
      partition,
      oldMs,
      neededSinceMs: oldMs,
      neededFrom: Infinity,
      neededBy: pipeline,
    };
    const neededFrom = recoversFrom(shard, engineVersion);
    const neededSinceMs = watermarkMs === undefined ? oldMs : Math.min(oldMs, watermarkMs - MEMORY_MS);
    const needsMore = neededFrom < known.neededFrom || neededSinceMs < known.neededSinceMs;
    expiries.set(place, {
      ...known,
      neededFrom: Math.min(known.neededFrom, neededFrom),
      neededSinceMs: Math.min(known.neededSinceMs, neededSinceMs),
      neededBy: needsMore ? pipeline : known.neededBy,
    });
  }
  return [...expiries.values()];
};
