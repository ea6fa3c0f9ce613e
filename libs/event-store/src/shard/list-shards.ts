import type { Queryable } from "../database.ts";
import type { ShardKey } from "../event.ts";
import { LIST_SHARDS } from "../sql/list-shards.ts";

/** How far a pipeline has come in a partition, and from where it can be recovered. */
export interface Shard extends ShardKey {
  topicId: string;
  nextOffset: number;
  /** The partition's clock; absent before the first event. */
  watermarkMs?: number;
  /** At or below `nextOffset`, oldest first. */
  snapshots: { offset: number; engineVersion: string }[];
}

interface Row {
  pipeline: string;
  partition: number;
  topic_id: string;
  next_offset: string;
  watermark: Date | null;
  snapshots: Shard["snapshots"];
}

/** Every shard of a topic, of whatever pipeline. */
export const listShards = async (database: Queryable, topic: string): Promise<Shard[]> => {
  const { rows } = await database.query<Row>(LIST_SHARDS, [topic]);
  return rows.map(({ pipeline, partition, topic_id, next_offset, watermark, snapshots }) => ({
    pipeline,
    topic,
    partition,
    topicId: topic_id,
    nextOffset: Number(next_offset),
    watermarkMs: watermark?.getTime(),
    snapshots,
  }));
};
