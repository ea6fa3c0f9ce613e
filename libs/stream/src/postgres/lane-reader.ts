import type { Pool } from "pg";
import type { Feed, PartitionTask } from "../partition/partition-task.ts";
import { OffsetOutOfRange } from "../stream.ts";
import { type Lane, readLanes, readRecords } from "./lanes.ts";
import type { StreamLog } from "./stream-log.ts";

interface Cursor {
  lane: number;
  position: number;
  busy: boolean;
  /** Something may have come while a read was under way. */
  rung: boolean;
}

/** Feeds one partition's task from its lane: reads ahead by one batch, at most. */
export class LaneReader implements Feed {
  private cursor: Cursor | undefined;
  private lane: Lane | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly topic: string,
    private readonly partition: number,
    private readonly owner: {
      task(): PartitionTask | undefined;
      acknowledge(nextOffset: number): void;
      log: StreamLog;
    },
  ) {}

  /** The lane being read, once that is known. */
  get laneNumber(): number | undefined {
    return this.lane?.lane;
  }

  log(...line: Parameters<StreamLog>): void {
    this.owner.log(...line);
  }

  async topicId(): Promise<string> {
    this.lane = await this.find();
    return this.lane.topicId;
  }

  async ends(): Promise<Lane> {
    const found = await this.find();
    if (found.lane !== this.lane?.lane) throw new Error(`The topic "${this.topic}" was recreated.`);
    return found;
  }

  readFrom(offset: number): void {
    if (!this.lane) return;
    this.cursor = { lane: this.lane.lane, position: offset, busy: false, rung: false };
    this.drained();
  }

  drained(): void {
    if (this.cursor) void this.pump(this.cursor);
  }

  acknowledge(nextOffset: number): void {
    this.owner.acknowledge(nextOffset);
  }

  private async find(): Promise<Lane> {
    const found = (await readLanes(this.pool, this.topic)).get(this.partition);
    if (!found) throw new Error(`There is no partition ${this.partition} of "${this.topic}".`);
    return found;
  }

  private async pump(cursor: Cursor): Promise<void> {
    if (cursor.busy) {
      cursor.rung = true;
      return;
    }
    const task = this.owner.task();
    if (!task || task.isOver || task.backlog > 0) return;
    cursor.busy = true;
    cursor.rung = false;
    try {
      const records = await readRecords(this.pool, cursor.lane, cursor.position);
      if (cursor !== this.cursor || task.isOver || records.length === 0) return;
      const missing = records.findIndex(({ offset }, index) => offset !== cursor.position + index);
      if (missing >= 0) {
        const expected = cursor.position + missing;
        task.fail(new OffsetOutOfRange(this.partition, expected, records[missing]!.offset).message, 30_000);
        return;
      }
      cursor.position += records.length;
      task.offer({ records, next: cursor.position });
    } catch (error) {
      this.log(
        "warn",
        `Partition ${this.partition} of "${this.topic}" could not be read: ${String(error)}`,
        {},
      );
    } finally {
      cursor.busy = false;
      if (cursor.rung) this.drained();
    }
  }
}
