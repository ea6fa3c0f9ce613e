import { setTimeout as sleep } from "node:timers/promises";
import type { IncomingRecord, OwnedPartition, PartitionHandler } from "../stream.ts";

const PATIENCE_MS = 25_000;

/** Resolves once the condition holds; gives up before the test runner does, so that what is open gets closed. */
export const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Still not so: ${condition.toString()}`);
    await sleep(20);
  }
};

/** A handler that remembers what it was given; what a test wants otherwise it overrides. */
export class Recorder implements PartitionHandler {
  readonly records: (IncomingRecord & { partition: number })[] = [];
  /** `assigned 0`, `revoked 1`, … in order of the calls. */
  readonly calls: string[] = [];
  readonly owned = new Map<number, OwnedPartition>();
  idles = 0;

  constructor(private readonly wishes: Partial<PartitionHandler> = {}) {}

  /** The values of one key as text, in order of delivery. */
  values(key?: string): string[] {
    return this.records
      .filter((record) => key === undefined || record.key === key)
      .map(({ value }) => String(value));
  }

  offsets(partition: number): number[] {
    return this.records.filter((record) => record.partition === partition).map(({ offset }) => offset);
  }

  async assigned(partition: OwnedPartition): Promise<number> {
    this.calls.push(`assigned ${partition.partition}`);
    this.owned.set(partition.partition, partition);
    return (await this.wishes.assigned?.(partition)) ?? 0;
  }

  async batch(partition: OwnedPartition, records: readonly IncomingRecord[]): Promise<void> {
    await this.wishes.batch?.(partition, records);
    for (const { offset, key, value, headers, appendedAtMs } of records)
      this.records.push({ offset, key, value, headers, appendedAtMs, partition: partition.partition });
  }

  async idle(partition: OwnedPartition): Promise<void> {
    this.idles += 1;
    await this.wishes.idle?.(partition);
  }

  async revoked(partition: OwnedPartition): Promise<void> {
    this.calls.push(`revoked ${partition.partition}`);
    this.owned.delete(partition.partition);
    await this.wishes.revoked?.(partition);
  }
}
