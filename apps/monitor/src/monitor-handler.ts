import type { IncomingRecord, OwnedPartition, PartitionHandler } from "#stream";
import type { SessionDependencies } from "./partition/dependencies.ts";
import { PartitionMemory } from "./partition/partition-memory.ts";
import { PartitionSession } from "./partition/partition-session.ts";
import { TooManyDeadLetters } from "./records/dead-letter-share.ts";
import { EngineFault } from "./records/engine-fault.ts";

const REBUILD_DELAY_MS = 100;

/** Gives each partition that comes to this process a session of its own. */
export class MonitorHandler implements PartitionHandler {
  /** Partitions that stopped, with the reason; they stay stopped until `resume` or the end of the process. */
  readonly stopped = new Map<number, TooManyDeadLetters>();
  private readonly sessions = new Map<number, PartitionSession>();
  private readonly memories = new Map<number, PartitionMemory>();

  constructor(private readonly dependencies: SessionDependencies) {}

  /** Lets partitions that stopped begin anew, now that something has changed. */
  resume(): void {
    this.stopped.clear();
    this.dependencies.metrics.stopped.set(0);
  }

  /** The sessions at work, by partition. */
  get current(): ReadonlyMap<number, PartitionSession> {
    return this.sessions;
  }

  async assigned(owned: OwnedPartition): Promise<number> {
    const { partition } = owned;
    const stopped = this.stopped.get(partition);
    if (stopped) throw stopped;
    const memory =
      this.memories.get(partition) ?? new PartitionMemory(partition, this.dependencies.deadLetterPercent);
    this.memories.set(partition, memory);
    const session = await PartitionSession.open(this.dependencies, owned, memory);
    this.sessions.set(partition, session);
    return session.startOffset;
  }

  async batch(owned: OwnedPartition, records: readonly IncomingRecord[]): Promise<void> {
    try {
      await this.sessions.get(owned.partition)?.batch(records);
    } catch (error) {
      if (error instanceof TooManyDeadLetters) this.stop(error);
      if (error instanceof EngineFault) this.rebuild(owned, error);
      throw error;
    }
  }

  async idle(owned: OwnedPartition): Promise<void> {
    await this.sessions.get(owned.partition)?.idle();
  }

  async revoked({ partition }: OwnedPartition): Promise<void> {
    const session = this.sessions.get(partition);
    this.sessions.delete(partition);
    if (!session?.isRebuilt) this.memories.delete(partition);
    await session?.close();
  }

  private stop(error: TooManyDeadLetters): void {
    const { metrics, log } = this.dependencies;
    this.stopped.set(error.partition, error);
    metrics.stopped.set(this.stopped.size);
    log("error", error.message, { partition: error.partition });
  }

  private rebuild(owned: OwnedPartition, fault: EngineFault): void {
    const { metrics, log } = this.dependencies;
    this.memories.get(owned.partition)?.faults.set(fault.offset, fault.reason);
    metrics.engineFaults.inc();
    log("error", fault.message, { partition: fault.partition, offset: fault.offset });
    owned.surrender(`its state is built anew without the record at offset ${fault.offset}`, REBUILD_DELAY_MS);
  }
}
