import type fc from "fast-check";
import type { Batch, Claim } from "#event-store";
import { contentOf } from "../../apps/monitor/src/revisions/revision-library.ts";
import { StoreModel, type Protections } from "../../apps/monitor/src/testing/store-model.ts";
import { Oracle } from "./oracle.ts";
import { SimulatedLog, SPECIFICATIONS } from "./simulated-log.ts";

/** What becomes of a call over the network: `unknown` loses the answer, and the call may be applied later. */
export type Fate = "answered" | "refused" | "unknown";

/** What happened in a schedule. */
export const noCounts = () => ({
  crashes: 0,
  zombies: 0,
  "unknown commits": 0,
  "fenced commits": 0,
  "stores gone back": 0,
  "snapshots saved": 0,
  watermarks: 0,
  steps: 0,
});

const COPIES = 3;

/** What outlives every process: the store, the log, the time; and the one who sees what goes wrong. */
export class World {
  readonly log = new SimulatedLog();
  readonly counts = noCounts();
  store: StoreModel;
  nowMs = 0;
  /** The first thing that went wrong. */
  problem: string | undefined;
  /** Nothing fails any more. */
  isCalm = false;
  private readonly oracle = new Oracle(this.log.records);
  /** The store as it was before its last commits. */
  private readonly earlier: StoreModel[] = [];
  private calls = 0;
  private reads = 0;

  constructor(
    private readonly scheduler: fc.Scheduler,
    private readonly fates: readonly Fate[],
    private readonly batchSizes: readonly number[],
    protections: Protections,
  ) {
    this.store = new StoreModel(protections);
    for (const specification of SPECIFICATIONS)
      this.store.contents.set(specification.revision, contentOf(specification));
  }

  /** Resolves when the schedule comes to it. */
  readonly step = (label: string): Promise<void> => this.scheduler.schedule(Promise.resolve(), label);

  fate(): Fate {
    return (this.isCalm ? undefined : this.fates[this.calls++]) ?? "answered";
  }

  batchSize(): number {
    return this.batchSizes[this.reads++ % this.batchSizes.length]!;
  }

  fail(problem: string): void {
    this.problem ??= problem;
  }

  grow(records?: number): void {
    this.nowMs = Math.max(this.nowMs, this.log.grow(records));
  }

  passTime(ms: number): void {
    this.nowMs += ms;
    this.log.wake();
  }

  commit(claim: Claim, batch: Batch): "committed" | "fenced" {
    const before = this.store.copy();
    const outcome = this.store.commit(claim, batch);
    if (outcome === "committed") {
      this.earlier.push(before);
      if (this.earlier.length > COPIES) this.earlier.shift();
      const problem = this.oracle.problem(this.store);
      if (problem) this.fail(problem);
      return outcome;
    }
    this.counts["fenced commits"] += 1;
    if (claim.epoch === this.store.epoch && this.counts["stores gone back"] === 0)
      this.fail(`The claim of epoch ${claim.epoch} is the newest, and yet its commit was fenced.`);
    return outcome;
  }

  /** Everything below was acknowledged to Kafka: nobody will ask for it again. */
  acknowledged(offset: number): void {
    if (offset > this.store.nextOffset && this.counts["stores gone back"] === 0)
      this.fail(`Offset ${offset} was acknowledged while the store stands at ${this.store.nextOffset}.`);
  }

  /** The store comes back without its last commits: a standby that lagged, or a backup. */
  goBack(commits: number): void {
    const lost = this.earlier.splice(-commits);
    if (lost[0] === undefined) return;
    this.store = lost[0];
    this.counts["stores gone back"] += 1;
  }

  /** All has come to rest. */
  end(): void {
    const problem = this.oracle.problemAtEnd(this.store);
    if (problem) this.fail(problem);
  }
}
