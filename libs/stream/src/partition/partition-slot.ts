import { setTimeout as sleep } from "node:timers/promises";
import type { PartitionHandler } from "../stream.ts";
import { PartitionTask, type Feed } from "./partition-task.ts";

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 30_000;

/** Keeps a task running for a partition that the group gave us, and starts it anew after trouble. */
export class PartitionSlot {
  task: PartitionTask | undefined;
  /** Resolved once the handler has let go of the partition for good. */
  readonly done: Promise<void>;
  private readonly released = new AbortController();

  constructor(
    private readonly topic: string,
    readonly partition: number,
    private readonly handler: PartitionHandler,
    private readonly feed: Feed,
    predecessor: Promise<void> | undefined,
  ) {
    this.done = this.keep(predecessor);
  }

  release(): void {
    this.released.abort();
    this.task?.stop();
  }

  private async keep(predecessor: Promise<void> | undefined): Promise<void> {
    await predecessor;
    let failures = 0;
    while (!this.released.signal.aborted) {
      this.task = new PartitionTask(this.topic, this.partition, this.handler, this.feed);
      const backoff = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures);
      const delayMs = await this.task.run(backoff * (0.5 + Math.random()));
      failures = this.task.progressed ? 0 : failures + 1;
      this.task = undefined;
      await sleep(delayMs, undefined, { signal: this.released.signal }).catch(() => undefined);
    }
  }
}
