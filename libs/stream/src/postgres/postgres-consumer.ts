import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import type { PartitionConsumer, PartitionHandler } from "../stream.ts";
import { GroupSession } from "./group-session.ts";
import { readLanes } from "./lanes.ts";
import { OwnedPartitions } from "./owned-partitions.ts";
import type { StreamLog } from "./stream-log.ts";

const TICK_MS = 500;
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;

/**
 * Consumes its share of a topic's partitions for as long as it lives. Who has which partition is a session lock, so a
 * lost connection gives all of them up; another connection is tried for ever, with growing, jittered pauses. `run`
 * resolves as soon as this has begun; the database may come later.
 */
export const createPostgresConsumer = (
  pool: Pool,
  topic: string,
  group: string,
  log: StreamLog,
): PartitionConsumer => {
  const closing = new AbortController();
  let owned: OwnedPartitions | undefined;
  let living: Promise<void> | undefined;
  let failures = 0;

  const pause = async (delayMs: number, signal: AbortSignal): Promise<void> => {
    await sleep(delayMs, undefined, { signal }).catch(() => undefined);
  };

  const attend = async (session: GroupSession, held: OwnedPartitions): Promise<void> => {
    const over = AbortSignal.any([closing.signal, session.lost.signal]);
    while (!over.aborted) {
      const lanes = await readLanes(pool, topic);
      await held.rebalance(session, await session.share(lanes.size));
      held.verify(lanes);
      await held.saveProgress();
      held.wake(lanes.keys());
      failures = 0;
      await pause(TICK_MS, over);
    }
  };

  const live = async (held: OwnedPartitions): Promise<void> => {
    while (!closing.signal.aborted) {
      let session: GroupSession | undefined;
      let reason = "the connection was lost";
      try {
        session = await GroupSession.open(pool, topic, group, (partitions) => {
          held.wake(partitions);
        });
        await attend(session, held);
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
      await held.releaseAll();
      if (closing.signal.aborted) await held.saveProgress().catch(() => undefined);
      session?.close();
      if (closing.signal.aborted) return;
      log("warn", `The consumer of "${topic}" starts anew: ${reason}`, { group });
      const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures++);
      await pause(delayMs * (0.5 + Math.random()), closing.signal);
    }
  };

  return {
    run: (handler: PartitionHandler) => {
      owned = new OwnedPartitions(pool, topic, group, handler, log);
      living = live(owned);
      return Promise.resolve();
    },
    close: async () => {
      closing.abort();
      await living;
    },
    lag: async () => owned?.lag(await readLanes(pool, topic)) ?? new Map<number, number>(),
  };
};
