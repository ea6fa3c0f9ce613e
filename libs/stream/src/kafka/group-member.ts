import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Batch, Consumer, ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from "kafkajs";
import { OffsetOutOfRange } from "../stream.ts";
import { toIncoming } from "./incoming.ts";
import type { KafkaStreamOptions } from "./kafka-client.ts";
import { MISSING_RECORDS_DELAY_MS, type PartitionTask } from "../partition/partition-task.ts";
import type { Partitions, Reader } from "./partitions.ts";

const SESSION_MS = 10_000;
const REBALANCE_MS = 10_000;
const FETCH_WAIT_MS = 200;
const PARTITION_BYTES = 4 * 1024 * 1024;
const FETCH_BYTES = 16 * 1024 * 1024;
const LEAVE_WITHIN_MS = 4000;
/** How long one partition's backlog may keep the others of the same broker waiting before it is paused. */
const BACKLOG_WAIT_MS = 500;
const BEAT_MS = 100;

/** Declared by kafkajs's batch but not by its types: the offset that the fetch asked for. */
type FetchedBatch = Batch & { fetchedOffset: string };

/** One life of a kafkajs consumer, from joining the group to its crash or end. It decides nothing about data. */
export class GroupMember implements Reader {
  private readonly consumer: Consumer;
  private readonly ending = new AbortController();
  private readonly full = new Set<number>();
  private readonly topic: string;

  constructor(
    kafka: Kafka,
    group: string,
    private readonly options: KafkaStreamOptions,
    private readonly partitions: Partitions,
  ) {
    this.topic = options.topic;
    const sessionTimeout = options.sessionTimeoutMs ?? SESSION_MS;
    this.consumer = kafka.consumer({
      groupId: group,
      sessionTimeout,
      rebalanceTimeout: Math.max(sessionTimeout, REBALANCE_MS),
      heartbeatInterval: Math.floor(sessionTimeout / 3),
      maxWaitTimeInMs: Math.min(FETCH_WAIT_MS, Math.floor(sessionTimeout / 4)),
      maxBytesPerPartition: PARTITION_BYTES,
      maxBytes: FETCH_BYTES,
      allowAutoTopicCreation: false,
      retry: { retries: 3, restartOnFailure: () => Promise.resolve(false) },
    });
  }

  get over(): AbortSignal {
    return this.ending.signal;
  }

  get isOver(): boolean {
    return this.ending.signal.aborted;
  }

  /** Joins the group and takes part until it crashes or is ended; resolves to why. */
  async run(): Promise<string> {
    const { events } = this.consumer;
    this.consumer.on(events.GROUP_JOIN, (event) => {
      this.joined(event);
    });
    this.consumer.on(events.CRASH, ({ payload }) => {
      this.end(payload.error);
    });
    this.consumer.on(events.START_BATCH_PROCESS, ({ payload }) => {
      if (payload.batchSize === 0) this.passedOver(payload);
    });
    const over = once(this.over, "abort");
    try {
      await this.consumer.connect();
      await this.consumer.subscribe({ topic: this.topic });
      if (!this.isOver)
        await this.consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: Math.max(1, this.options.partitions),
          eachBatch: (payload) => this.eachBatch(payload),
        });
      await over;
    } catch (error) {
      this.end(error);
    }
    const reason: unknown = this.over.reason;
    return reason instanceof Error ? reason.message : String(reason);
  }

  end(reason: unknown): void {
    this.ending.abort(reason);
  }

  /** Leaves the group; gives up on a broker that does not answer. */
  async leave(): Promise<void> {
    const patience = new AbortController();
    await Promise.race([
      this.consumer.disconnect().catch(() => undefined),
      sleep(LEAVE_WITHIN_MS, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
  }

  readFrom(partition: number, offset: number): void {
    this.steer(() => {
      this.full.delete(partition);
      this.consumer.seek({ topic: this.topic, partition, offset: String(offset) });
      this.consumer.resume([{ topic: this.topic, partitions: [partition] }]);
    });
  }

  drained(partition: number): void {
    if (this.full.delete(partition))
      this.steer(() => {
        this.consumer.resume([{ topic: this.topic, partitions: [partition] }]);
      });
  }

  async commit(offsets: readonly { partition: number; offset: number }[]): Promise<void> {
    await this.consumer.commitOffsets(
      offsets.map(({ partition, offset }) => ({ topic: this.topic, partition, offset: String(offset) })),
    );
  }

  /** kafkajs does not await this listener: nothing may be fetched before the handlers have said where to begin. */
  private joined({ payload }: ConsumerGroupJoinEvent): void {
    const assigned = payload.memberAssignment[this.topic] ?? [];
    this.pause(assigned);
    this.partitions.assign(this, assigned);
  }

  /** kafkajs went over records that readers do not see (control records, aborted transactions) without a batch. */
  private passedOver(range: { partition: number; firstOffset: string | null; lastOffset: string }): void {
    const task = this.partitions.slot(range.partition)?.task;
    if (task?.position === Number(range.firstOffset ?? range.lastOffset))
      task.offer({ records: [], next: Number(range.lastOffset) + 1 });
  }

  /** Never throws: kafkajs would start the consumer anew for ever. */
  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    try {
      await this.deliver(payload);
    } catch (error) {
      this.options.log("debug", `A batch of "${this.topic}" was left: ${String(error)}`, {});
    }
  }

  private async deliver({ batch, resolveOffset, heartbeat, isStale }: EachBatchPayload): Promise<void> {
    const { partition } = batch;
    if (isStale() || this.isOver) return;
    const task = this.partitions.slot(partition)?.task;
    if (task?.position === undefined || task.isOver) {
      this.pause([partition]);
      return;
    }
    const fetchedFrom = Number((batch as FetchedBatch).fetchedOffset);
    if (fetchedFrom !== task.position) {
      this.pause([partition]);
      task.fail(
        new OffsetOutOfRange(partition, task.position, fetchedFrom).message,
        MISSING_RECORDS_DELAY_MS,
      );
      return;
    }
    task.offer({ records: batch.messages.map(toIncoming), next: Number(batch.lastOffset()) + 1 });
    resolveOffset(batch.messages.at(-1)!.offset);
    await this.waitForRoom(task, partition, heartbeat);
  }

  private async waitForRoom(
    task: PartitionTask,
    partition: number,
    beat: () => Promise<void>,
  ): Promise<void> {
    const deadline = performance.now() + BACKLOG_WAIT_MS;
    while (task.backlog > 0 && !this.isOver && performance.now() < deadline) {
      await beat();
      await task.drained(BEAT_MS);
    }
    if (task.backlog === 0) return;
    this.full.add(partition);
    this.pause([partition]);
  }

  private pause(partitions: number[]): void {
    if (partitions.length > 0)
      this.steer(() => {
        this.consumer.pause([{ topic: this.topic, partitions }]);
      });
  }

  /** kafkajs refuses to be steered once it has stopped or crashed; the next member is told anew where to go on. */
  private steer(action: () => void): void {
    try {
      if (!this.isOver) action();
    } catch (error) {
      this.options.log("debug", `The consumer of "${this.topic}" has stopped: ${String(error)}`, {});
    }
  }
}
