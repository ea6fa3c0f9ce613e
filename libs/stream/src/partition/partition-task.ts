import { OffsetOutOfRange } from "../stream.ts";
import type { IncomingRecord, OwnedPartition, PartitionHandler } from "../stream.ts";

/** A partition's first offset that is still kept, and the offset its next record will get. */
export interface Ends {
  low: number;
  high: number;
}

/** A piece of the log: `next` is the offset after it, records that readers never see (control records) included. */
export interface Fetched {
  records: readonly IncomingRecord[];
  next: number;
}

/** What a task asks of the consumer that feeds it. */
export interface Feed {
  topicId(): Promise<string>;
  /** Where the partition begins and ends now. */
  ends(maxAgeMs: number): Promise<Ends>;
  /** Starts or goes on delivering at this offset. */
  readFrom(offset: number): void;
  /** The task took what was waiting: more may come. */
  drained(): void;
  acknowledge(nextOffset: number): void;
  log(level: "info" | "warn" | "error", message: string, detail: Readonly<Record<string, unknown>>): void;
}

const IDLE_AFTER_MS = 1000;
const ENDS_AGE_MS = 500;

/** How often a partition whose records are missing is looked at, and said to be broken, again. */
export const MISSING_RECORDS_DELAY_MS = 30_000;

/** One partition while it is ours, from the handler's `assigned` to its `revoked`: one call at a time. */
export class PartitionTask {
  /** The offset that must come next; undefined until the handler has said where to begin. */
  position: number | undefined;
  /** Where it began. */
  start: number | undefined;
  topicId: string | undefined;
  /** Whether any batch was handled: what fails later is then a new trouble. */
  progressed = false;

  private readonly waiting: Fetched[] = [];
  private readonly stopped = new AbortController();
  private onEmpty: (() => void) | undefined;
  private wake: (() => void) | undefined;
  private retryDelayMs = 0;

  constructor(
    private readonly topic: string,
    private readonly partition: number,
    private readonly handler: PartitionHandler,
    private readonly feed: Feed,
  ) {}

  /** Batches that wait for the handler. */
  get backlog(): number {
    return this.waiting.length;
  }

  get isOver(): boolean {
    return this.stopped.signal.aborted;
  }

  /** Takes what Kafka delivered; never waits. */
  offer(fetched: Fetched): void {
    this.position = fetched.next;
    if (fetched.records.length === 0) return;
    this.waiting.push(fetched);
    this.wake?.();
  }

  /** Ends the task once a running handler call has ended. */
  stop(): void {
    this.stopped.abort();
    this.waiting.length = 0;
    this.onEmpty?.();
    this.wake?.();
  }

  /** Ends the task because of trouble; it is started anew after the delay. */
  fail(reason: string, delayMs: number, level: "warn" | "error" = "error"): void {
    if (this.isOver) return;
    this.feed.log(level, `Partition ${this.partition} of "${this.topic}" is given up: ${reason}`, {
      delayMs,
    });
    this.retryDelayMs = delayMs;
    this.stop();
  }

  /** Runs until it is stopped or failed; resolves to the milliseconds to wait before it is started anew. */
  async run(failureDelayMs: number): Promise<number> {
    let owned: OwnedPartition | undefined;
    try {
      owned = this.owned(await this.feed.topicId());
      await this.begin(owned);
      while (!this.isOver) await this.step(owned);
    } catch (error) {
      const delayMs = error instanceof OffsetOutOfRange ? MISSING_RECORDS_DELAY_MS : failureDelayMs;
      this.fail(error instanceof Error ? error.message : String(error), delayMs);
    }
    this.stop();
    if (owned)
      await this.handler.revoked(owned).catch((error: unknown) => {
        this.feed.log("error", `Letting go of partition ${this.partition} failed: ${String(error)}`, {});
      });
    return this.retryDelayMs;
  }

  /** Resolves once nothing waits for the handler, or after the time given. */
  drained(withinMs: number): Promise<void> {
    if (this.backlog === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private emptied(): void {
    this.onEmpty?.();
    this.onEmpty = undefined;
    this.feed.drained();
  }

  private owned(topicId: string): OwnedPartition {
    this.topicId = topicId;
    return {
      topic: this.topic,
      topicId,
      partition: this.partition,
      signal: this.stopped.signal,
      acknowledge: (nextOffset) => {
        this.feed.acknowledge(nextOffset);
      },
      surrender: (reason, delayMs) => {
        this.fail(reason, delayMs, "warn");
      },
    };
  }

  private async begin(owned: OwnedPartition): Promise<void> {
    const offset = await this.handler.assigned(owned);
    if (this.isOver) return;
    const { low, high } = await this.feed.ends(0);
    if (offset > high) throw new OffsetOutOfRange(this.partition, offset, high);
    if (offset < low && offset > 0) throw new OffsetOutOfRange(this.partition, offset, low);
    if (offset < low)
      this.feed.log("warn", `Partition ${this.partition} of "${this.topic}" begins at offset ${low}`, {
        low,
      });
    this.start = this.position = Math.max(offset, low);
    if (!this.isOver) this.feed.readFrom(this.position);
  }

  private async step(owned: OwnedPartition): Promise<void> {
    const fetched = this.waiting.shift() ?? (await this.next());
    if (this.isOver) return;
    if (fetched) {
      if (this.waiting.length === 0) this.emptied();
      await this.handler.batch(owned, fetched.records);
      this.progressed = true;
    } else if (await this.caughtUp()) {
      await this.handler.idle(owned);
    }
  }

  private next(): Promise<Fetched | undefined> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.wake = undefined;
        resolve(this.waiting.shift());
      };
      const timer = setTimeout(done, IDLE_AFTER_MS);
      this.wake = done;
    });
  }

  private async caughtUp(): Promise<boolean> {
    const { position } = this;
    const ends = await this.feed.ends(ENDS_AGE_MS).catch(() => undefined);
    return (
      ends !== undefined &&
      !this.isOver &&
      this.backlog === 0 &&
      position === this.position &&
      position === ends.high
    );
  }
}
