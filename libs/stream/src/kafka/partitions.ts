import type { Kafka } from "kafkajs";
import { OffsetOutOfRange, type PartitionHandler } from "../stream.ts";
import type { KafkaLog } from "./kafka-client.ts";
import { PartitionSlot } from "../partition/partition-slot.ts";
import { MISSING_RECORDS_DELAY_MS } from "../partition/partition-task.ts";
import type { TopicEnds } from "./topic-ends.ts";
import { fetchTopicId } from "./topic-id.ts";
import type { Progress } from "./watchdog.ts";

/** The member of the group that reads for us now. */
export interface Reader {
  readFrom(partition: number, offset: number): void;
  drained(partition: number): void;
  commit(offsets: readonly { partition: number; offset: number }[]): Promise<void>;
}

/** The partitions that are ours, over the lives of several group members. */
export class Partitions {
  private readonly slots = new Map<number, PartitionSlot>();
  private readonly leaving = new Map<number, Promise<void>>();
  private readonly acknowledged = new Map<number, number>();
  private readonly committed = new Map<number, number>();
  private reader: Reader | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly topic: string,
    private readonly handler: PartitionHandler,
    private readonly ends: TopicEnds,
    private readonly log: KafkaLog,
  ) {}

  slot(partition: number): PartitionSlot | undefined {
    return this.slots.get(partition);
  }

  /** The group has decided: lets go of what is no longer ours, goes on with what is kept, takes what is new. */
  assign(reader: Reader, partitions: readonly number[]): void {
    this.reader = reader;
    for (const partition of [...this.slots.keys()])
      if (!partitions.includes(partition)) {
        this.acknowledged.delete(partition);
        this.committed.delete(partition);
        void this.release(partition);
      }
    for (const partition of partitions) {
      const position = this.slots.get(partition)?.task?.position;
      if (position !== undefined) void this.goOn(reader, partition);
      else if (!this.slots.has(partition)) this.take(partition);
    }
  }

  async releaseAll(): Promise<void> {
    await Promise.all([...this.slots.keys()].map((partition) => this.release(partition)));
    await Promise.all(this.leaving.values());
  }

  /** Fails the tasks whose topic was recreated since they began; silent while Kafka does not answer. */
  async verifyTopic(): Promise<void> {
    const topicId = await fetchTopicId(this.kafka, this.topic).catch(() => undefined);
    if (topicId === undefined) return;
    for (const { task } of this.slots.values())
      if (task?.topicId !== undefined && task.topicId !== topicId)
        task.fail(`the topic was recreated (${task.topicId} is now ${topicId})`, MISSING_RECORDS_DELAY_MS);
  }

  /** Fails the tasks whose next record is no longer kept; kafkajs would go on behind the gap without a word. */
  verifyRange(ends: ReadonlyMap<number, { low: number }>): void {
    for (const { partition, task } of this.slots.values()) {
      const low = ends.get(partition)?.low ?? 0;
      if (task?.position !== undefined && low > task.position)
        task.fail(new OffsetOutOfRange(partition, task.position, low).message, MISSING_RECORDS_DELAY_MS);
    }
  }

  /** Tells the group how far we are, for those who watch its lag; a failure is tried again with the next. */
  async commit(reader: Reader): Promise<void> {
    const offsets = [...this.acknowledged]
      .filter(([partition, offset]) => this.committed.get(partition) !== offset)
      .map(([partition, offset]) => ({ partition, offset }));
    if (offsets.length === 0) return;
    try {
      await reader.commit(offsets);
      for (const { partition, offset } of offsets) this.committed.set(partition, offset);
    } catch (error) {
      this.log("debug", `Offsets of "${this.topic}" were not committed: ${String(error)}`, {});
    }
  }

  progress(ends: ReadonlyMap<number, { high: number }>): Progress[] {
    return [...this.slots.values()].map(({ partition, task }) => ({
      partition,
      position: task?.backlog === 0 ? task.position : undefined,
      high: ends.get(partition)?.high ?? 0,
    }));
  }

  lag(ends: ReadonlyMap<number, { high: number }>): Map<number, number> {
    const lags = new Map<number, number>();
    for (const { partition, task } of this.slots.values()) {
      const at = this.acknowledged.get(partition) ?? task?.start;
      if (at !== undefined) lags.set(partition, Math.max(0, (ends.get(partition)?.high ?? at) - at));
    }
    return lags;
  }

  private async goOn(reader: Reader, partition: number): Promise<void> {
    await this.verifyTopic();
    const position = this.slots.get(partition)?.task?.position;
    if (position !== undefined && this.reader === reader) reader.readFrom(partition, position);
  }

  private take(partition: number): void {
    const feed = {
      topicId: () => fetchTopicId(this.kafka, this.topic),
      ends: async (maxAgeMs: number) => {
        const found = (await this.ends.read(maxAgeMs)).get(partition);
        if (!found) throw new Error(`Kafka has no partition ${partition} of "${this.topic}".`);
        return found;
      },
      readFrom: (offset: number) => this.reader?.readFrom(partition, offset),
      drained: () => this.reader?.drained(partition),
      acknowledge: (nextOffset: number) => {
        if (this.slots.has(partition)) this.acknowledged.set(partition, nextOffset);
      },
      log: this.log,
    };
    const predecessor = this.leaving.get(partition);
    this.slots.set(partition, new PartitionSlot(this.topic, partition, this.handler, feed, predecessor));
  }

  private async release(partition: number): Promise<void> {
    const slot = this.slots.get(partition);
    if (!slot) return;
    this.slots.delete(partition);
    this.leaving.set(partition, slot.done);
    slot.release();
    await slot.done;
    if (this.leaving.get(partition) === slot.done) this.leaving.delete(partition);
  }
}
