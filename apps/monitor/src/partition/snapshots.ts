import type { Snapshot } from "#event-store";
import { Fenced, type Commits } from "./commits.ts";
import type { SessionDependencies } from "./dependencies.ts";
import type { PartitionJudge } from "./partition-judge.ts";

const AFTER_MS = 60_000;
const AFTER_RECORDS = 500_000;

/** Keeps a partition's state now and then, so that a restart need not judge the whole log again. */
export class Snapshots {
  private records = 0;
  private lastMs: number;

  constructor(
    private readonly dependencies: SessionDependencies,
    private readonly judge: PartitionJudge,
    private readonly commits: Commits,
  ) {
    this.lastMs = dependencies.clock.nowMs();
  }

  /** Whether there is anything that the newest snapshot does not hold. */
  get isBehind(): boolean {
    return this.records > 0;
  }

  /** Counts records judged; says whether a snapshot is due: after a minute or 500,000 records. */
  due(records: number): boolean {
    this.records += records;
    return (
      this.records >= AFTER_RECORDS ||
      (this.records > 0 && this.dependencies.clock.nowMs() - this.lastMs >= AFTER_MS)
    );
  }

  /** The state as it stands, after every record below `offset`. */
  take(offset: number): Snapshot {
    this.records = 0;
    this.lastMs = this.dependencies.clock.nowMs();
    return { offset, bytes: this.judge.snapshot() };
  }

  /** Stores a snapshot under the claim; a failure costs no more than a longer replay. Rejects with Fenced. */
  async save(snapshot: Snapshot): Promise<void> {
    const { store, metrics, log, failpoint } = this.dependencies;
    const { claim } = this.commits;
    const detail = { partition: claim.partition, offset: snapshot.offset, bytes: snapshot.bytes.length };
    try {
      const outcome = await store.saveSnapshot(claim, snapshot);
      if (outcome === "saved") {
        metrics.snapshotBytes.set({ partition: claim.partition }, snapshot.bytes.length);
        await failpoint("snapshot-saved");
        return;
      }
      if (outcome === "ahead") log("warn", "A snapshot ahead of the checkpoint was refused", detail);
      else throw this.commits.fenced();
    } catch (error) {
      if (error instanceof Fenced) throw error;
      log("warn", `A snapshot was not stored: ${String(error)}`, detail);
    }
  }
}
