import type { IncomingRecord, OwnedPartition, PartitionHandler } from "#stream";
import type { SessionDependencies } from "./partition/dependencies.ts";
import { PartitionSession } from "./partition/partition-session.ts";
import { TooManyDeadLetters } from "./records/dead-letter-share.ts";

/** Gives each partition that comes to this process a session of its own. */
export class MonitorHandler implements PartitionHandler {
  /** Partitions that stopped for good, with the reason; they stay stopped as long as the process lives. */
  readonly stopped = new Map<number, TooManyDeadLetters>();
  private readonly sessions = new Map<number, PartitionSession>();

  constructor(private readonly dependencies: SessionDependencies) {}

  async assigned(owned: OwnedPartition): Promise<number> {
    const stopped = this.stopped.get(owned.partition);
    if (stopped) throw stopped;
    const session = await PartitionSession.open(this.dependencies, owned);
    this.sessions.set(owned.partition, session);
    return session.startOffset;
  }

  async batch(owned: OwnedPartition, records: readonly IncomingRecord[]): Promise<void> {
    try {
      await this.sessions.get(owned.partition)?.batch(records);
    } catch (error) {
      if (error instanceof TooManyDeadLetters) {
        this.stopped.set(owned.partition, error);
        this.dependencies.metrics.stopped.set(this.stopped.size);
      }
      throw error;
    }
  }

  async idle(owned: OwnedPartition): Promise<void> {
    await this.sessions.get(owned.partition)?.idle();
  }

  async revoked(owned: OwnedPartition): Promise<void> {
    const session = this.sessions.get(owned.partition);
    this.sessions.delete(owned.partition);
    await session?.close();
  }
}
