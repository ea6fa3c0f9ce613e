import { claimShard, commitBatch, type Claim } from "#event-store";
import { createPool } from "#platform";
import { createKafkaStream } from "#stream";
import { failLoudly, type RunVariant } from "./consumer-settings.ts";

/**
 * The second floor: the monitor's own stream, batches and commits, but nothing is judged. Each batch is parsed while the
 * checkpoint of the one before it is being committed.
 */
export const runCheckpoints: RunVariant = async ({ broker, topic, partitions, group, databaseUrl }, tell) => {
  const pool = createPool(databaseUrl);
  const stream = createKafkaStream({
    brokers: [broker],
    topic,
    partitions,
    clientId: "bench",
    log: failLoudly,
  });
  const claims = new Map<number, Claim>();
  let committing: Promise<void> = Promise.resolve();

  const commit = async (claim: Claim, to: number): Promise<void> => {
    const batch = { from: claim.nextOffset, to, events: [], deadLetters: [] };
    if ((await commitBatch(pool, claim, batch)) === "fenced") throw new Error("The floor was fenced.");
    tell("done", claim.partition, to);
  };
  await stream.consumer(group).run({
    assigned: async ({ partition, topicId }) => {
      const claim = await claimShard(pool, { pipeline: group, topic, partition }, topicId, "bench");
      claims.set(partition, claim);
      return claim.nextOffset;
    },
    batch: async ({ partition }, records) => {
      tell("began", partition, records[0]!.offset);
      for (const { value } of records) JSON.parse(value!.toString());
      await committing;
      const claim = claims.get(partition)!;
      const to = records.at(-1)!.offset + 1;
      claims.set(partition, { ...claim, nextOffset: to });
      committing = commit(claim, to);
    },
    idle: () => Promise.resolve(),
    revoked: () => Promise.resolve(),
  });
  return async () => {
    await stream.close();
    await pool.end();
  };
};
