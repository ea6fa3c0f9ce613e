import { setTimeout as sleep } from "node:timers/promises";
import type { Kafka } from "kafkajs";
import type { PartitionConsumer, PartitionHandler } from "../stream.ts";
import { GroupMember } from "./group-member.ts";
import type { KafkaStreamOptions } from "./kafka-client.ts";
import { Partitions } from "./partitions.ts";
import { TopicEnds } from "./topic-ends.ts";
import { isStalled, Watch } from "./watchdog.ts";

const TICK_MS = 5000;
const REJOIN_DELAY_MS = 500;

/**
 * Consumes the partitions that the group gives this process, for as long as it lives: when kafkajs's consumer crashes,
 * or the watchdog finds it stuck, another one takes its place, and partitions that are still ours go on where they were.
 * `run` resolves as soon as this has begun; Kafka may come later.
 */
export const createKafkaConsumer = (
  kafka: Kafka,
  group: string,
  options: KafkaStreamOptions,
): PartitionConsumer => {
  const { topic, log } = options;
  const ends = new TopicEnds(kafka, topic);
  const closing = new AbortController();
  let partitions: Partitions | undefined;
  let member: GroupMember | undefined;
  let living: Promise<void> | undefined;

  const watch = async (watched: GroupMember, held: Partitions): Promise<void> => {
    const seen = new Watch();
    while (!watched.isOver) {
      await sleep(TICK_MS, undefined, { signal: watched.over }).catch(() => undefined);
      if (watched.isOver) return;
      await held.commit(watched);
      const known = await ends.read(TICK_MS).catch(() => undefined);
      if (!known) continue;
      held.verifyRange(known);
      await held.verifyTopic();
      const stuck = isStalled(seen, held.progress(known), performance.now());
      if (stuck !== undefined)
        watched.end(new Error(`partition ${stuck} has records, and none was fetched for a minute`));
    }
  };

  const live = async (held: Partitions): Promise<void> => {
    while (!closing.signal.aborted) {
      member = new GroupMember(kafka, group, options, held);
      const watching = watch(member, held);
      const reason = await member.run();
      await watching;
      if (closing.signal.aborted) return;
      log("warn", `The consumer of "${topic}" starts anew: ${reason}`, { group });
      await member.leave();
      await sleep(REJOIN_DELAY_MS * (1 + Math.random()), undefined, { signal: closing.signal }).catch(
        () => undefined,
      );
    }
  };

  return {
    run: (handler: PartitionHandler) => {
      partitions = new Partitions(kafka, topic, handler, ends, log);
      living = live(partitions);
      return Promise.resolve();
    },
    close: async () => {
      closing.abort();
      await partitions?.releaseAll();
      if (member && partitions) await partitions.commit(member);
      member?.end(new Error("closed"));
      await living;
      await member?.leave();
      await ends.close();
    },
    lag: async () => partitions?.lag(await ends.read(0)) ?? new Map<number, number>(),
  };
};
