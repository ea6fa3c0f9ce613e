import type { Claim, ShardKey } from "../event.ts";
import type { Queryable } from "../database.ts";
import { CLAIM_SHARD } from "../sql/claim-shard.ts";
import { READ_SHARD } from "../sql/read-shard.ts";
import { RELEASE_CLAIM } from "../sql/release-claim.ts";

/** The topic has been deleted and made anew: its offsets mean other records than those that were judged. */
export class TopicRecreated extends Error {
  constructor(
    readonly shard: ShardKey,
    readonly known: string,
    readonly found: string,
    readonly nextOffset: number,
  ) {
    super(
      `The topic ${shard.topic} has been recreated: it was ${known} and is ${found}. ` +
        `Partition ${shard.partition} was judged up to offset ${nextOffset} of the old topic. ` +
        "Restore the old topic, or write to a topic of another name and set KAFKA_TOPIC to it.",
    );
    this.name = "TopicRecreated";
  }
}

/**
 * Takes a shard for `owner` (any name, for people), fencing every earlier claim; makes its row at first, at `startAt`.
 * Waits for a commit in flight. Rejects with TopicRecreated where the shard was judged under another topic id.
 */
export const claimShard = async (
  database: Queryable,
  key: ShardKey,
  topicId: string,
  owner: string,
  startAt = 0,
): Promise<Claim> => {
  const place = [key.pipeline, key.topic, key.partition];
  const { rows } = await database.query<{ epoch: string; next_offset: string }>(CLAIM_SHARD, [
    ...place,
    topicId,
    owner,
    startAt,
  ]);
  if (rows[0]) {
    return {
      pipeline: key.pipeline,
      topic: key.topic,
      partition: key.partition,
      topicId,
      epoch: Number(rows[0].epoch),
      nextOffset: Number(rows[0].next_offset),
    };
  }
  const known = (await database.query<{ topic_id: string; next_offset: string }>(READ_SHARD, place)).rows[0];
  throw new TopicRecreated(key, known?.topic_id ?? "unknown", topicId, Number(known?.next_offset));
};

/** Says that nobody works on the shard any more; nothing happens where the claim has been fenced. */
export const releaseClaim = async (database: Queryable, claim: Claim): Promise<void> => {
  await database.query(RELEASE_CLAIM, [claim.pipeline, claim.topic, claim.partition, claim.epoch]);
};
