import type { Pool } from "pg";
import { PartitionSlot } from "../partition/partition-slot.ts";
import type { PartitionHandler } from "../stream.ts";
import type { GroupSession } from "./group-session.ts";
import { LaneReader } from "./lane-reader.ts";
import type { Lane } from "./lanes.ts";
import type { StreamLog } from "./stream-log.ts";
import { SAVE_PROGRESS } from "./sql/save-progress.ts";

interface Held {
  slot: PartitionSlot;
  reader: LaneReader;
}

const RECREATED_DELAY_MS = 30_000;

/** The partitions that are ours, over the lives of several connections. */
export class OwnedPartitions {
  private readonly held = new Map<number, Held>();
  private readonly leaving = new Map<number, Promise<void>>();
  private readonly acknowledged = new Map<number, number>();
  private readonly saved = new Map<number, number>();

  constructor(
    private readonly pool: Pool,
    private readonly topic: string,
    private readonly group: string,
    private readonly handler: PartitionHandler,
    private readonly log: StreamLog,
  ) {}

  /** Takes what has become our share, as far as others have let go of it, and lets go of the rest. */
  async rebalance(session: GroupSession, share: readonly number[]): Promise<void> {
    for (const partition of [...this.held.keys()]) {
      if (share.includes(partition)) continue;
      void this.release(partition).then(() => {
        this.acknowledged.delete(partition);
        this.saved.delete(partition);
        return session.leave(partition).catch(() => undefined);
      });
    }
    for (const partition of share) {
      if (this.held.has(partition) || this.leaving.has(partition)) continue;
      if ((await session.take(partition)) && !session.lost.signal.aborted) this.hold(partition);
    }
  }

  /** Looks for records in those of the partitions that are ours and have none waiting. */
  wake(partitions: Iterable<number>): void {
    for (const partition of partitions) this.held.get(partition)?.reader.drained();
  }

  /** Gives up the partitions whose topic was recreated since they were taken. */
  verify(lanes: ReadonlyMap<number, Lane>): void {
    for (const [partition, { slot, reader }] of this.held) {
      if (reader.laneNumber === undefined || reader.laneNumber === lanes.get(partition)?.lane) continue;
      slot.task?.fail(`the topic "${this.topic}" was recreated`, RECREATED_DELAY_MS);
    }
  }

  /** Lets go of everything; resolves once running handlers have ended. */
  async releaseAll(): Promise<void> {
    for (const partition of [...this.held.keys()]) void this.release(partition);
    await Promise.all(this.leaving.values());
  }

  /** Writes down how far the group has come, for those who watch its lag. */
  async saveProgress(): Promise<void> {
    const news = [...this.acknowledged].filter(([partition, offset]) => this.saved.get(partition) !== offset);
    if (news.length === 0) return;
    const rows = news.map(([partition, next_offset]) => ({ partition, next_offset }));
    await this.pool.query(SAVE_PROGRESS, [this.group, this.topic, JSON.stringify(rows)]);
    for (const [partition, offset] of news) this.saved.set(partition, offset);
  }

  lag(lanes: ReadonlyMap<number, Lane>): Map<number, number> {
    const lags = new Map<number, number>();
    for (const [partition, { slot }] of this.held) {
      const at = this.acknowledged.get(partition) ?? slot.task?.start;
      if (at !== undefined) lags.set(partition, Math.max(0, (lanes.get(partition)?.high ?? at) - at));
    }
    return lags;
  }

  private hold(partition: number): void {
    const reader: LaneReader = new LaneReader(this.pool, this.topic, partition, {
      task: () => this.held.get(partition)?.slot.task,
      acknowledge: (offset) => this.acknowledged.set(partition, offset),
      log: this.log,
    });
    const slot = new PartitionSlot(this.topic, partition, this.handler, reader, undefined);
    this.held.set(partition, { slot, reader });
  }

  private release(partition: number): Promise<void> {
    const held = this.held.get(partition);
    if (!held) return Promise.resolve();
    this.held.delete(partition);
    held.slot.release();
    const done = held.slot.done.then(() => {
      this.leaving.delete(partition);
    });
    this.leaving.set(partition, done);
    return done;
  }
}
