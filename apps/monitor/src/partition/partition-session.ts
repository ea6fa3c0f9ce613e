import { setTimeout as sleep } from "node:timers/promises";
import type { Claim, Snapshot } from "#event-store";
import type { JudgeMeasure } from "#judge";
import { OffsetOutOfRange, type IncomingRecord, type OwnedPartition } from "#stream";
import { EngineFault } from "../records/engine-fault.ts";
import { controlRecord } from "../revisions/activate-specifications.ts";
import { patiently, withGrace } from "../store/patience.ts";
import { Commits } from "./commits.ts";
import type { SessionDependencies } from "./dependencies.ts";
import { PartitionJudge, type JudgedRun } from "./partition-judge.ts";
import type { PartitionMemory } from "./partition-memory.ts";
import { recover, type Recovered } from "./recover.ts";
import { Snapshots } from "./snapshots.ts";
import { Watermarks } from "./watermarks.ts";

const CLOSE_WITHIN_MS = 6000;
const FENCED_DELAY_MS = 1000;
const WATERMARK = "watermark.v1";

/**
 * One partition from its claim to its release: rebuilds the state by a silent replay, then judges each batch while the
 * one before it is being committed.
 */
export class PartitionSession {
  private readonly watermarks: Watermarks;
  private readonly snapshots: Snapshots;
  /** Everything below was committed when the partition was claimed: judging it again says nothing new. */
  private readonly replayTo: number;
  private judgedTo: number;
  private inFlight: Promise<void> = Promise.resolve();
  private failure: unknown;

  private constructor(
    private readonly dependencies: SessionDependencies,
    private readonly owned: OwnedPartition,
    private readonly commits: Commits,
    private readonly judge: PartitionJudge,
    private readonly memory: PartitionMemory,
    private readonly recovered: Recovered,
  ) {
    this.watermarks = new Watermarks(dependencies.clock.nowMs());
    this.snapshots = new Snapshots(dependencies, judge, commits);
    this.replayTo = commits.claim.nextOffset;
    this.judgedTo = recovered.offset;
  }

  /** Claims the partition and loads its newest snapshot, waiting for PostgreSQL as long as the partition is ours. */
  static async open(
    dependencies: SessionDependencies,
    owned: OwnedPartition,
    memory: PartitionMemory,
  ): Promise<PartitionSession> {
    const { pipeline, store, log, failpoint } = dependencies;
    const { topic, topicId, partition, signal } = owned;
    const claiming = (): Promise<Claim> => store.claim({ pipeline, topic, partition }, topicId);
    const claim = await patiently(claiming, `Claiming partition ${partition} of "${topic}"`, signal, log);
    await failpoint("claimed");
    const recovered = await recover(dependencies, claim, signal);
    const { state, offset, skipped } = recovered;
    log("info", `Partition ${partition} of "${topic}" is judged from offset ${claim.nextOffset}`, {
      epoch: claim.epoch,
      replayFrom: offset,
    });
    const judge = new PartitionJudge(dependencies, owned, state, { skipped, faults: memory.faults });
    const commits = new Commits(dependencies, owned, claim);
    return new PartitionSession(dependencies, owned, commits, judge, memory, recovered);
  }

  /** The offset to read from. */
  get startOffset(): number {
    return this.recovered.offset;
  }

  /** Whether it ends only for its state to be built anew. */
  get isRebuilt(): boolean {
    return this.failure instanceof EngineFault;
  }

  /** How much is remembered. */
  measure(): JudgeMeasure {
    return this.judge.measure();
  }

  /** Judges records, and hands them to a commit that goes on when this resolves; rejects with what failed before. */
  async batch(records: readonly IncomingRecord[]): Promise<void> {
    try {
      const fresh = await this.replay(records);
      if (fresh.length > 0) await this.judgeAndCommit(fresh);
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }

  /** Caught up: lets time pass in a quiet log, and keeps a snapshot of what has not been kept for a minute. */
  async idle(): Promise<void> {
    await this.settle();
    if (this.snapshots.due(0)) await this.snapshots.save(this.snapshots.take(this.judgedTo));
    const { clock, producer, log } = this.dependencies;
    const integration = this.judge.anyIntegration();
    const nowMs = clock.nowMs();
    const untilMs = integration === undefined ? undefined : this.watermarks.due(nowMs, this.judge.clockMs());
    if (integration === undefined || untilMs === undefined) return;
    const until = new Date(untilMs).toISOString();
    await producer
      .append([controlRecord(integration, WATERMARK, nowMs, { until })])
      .catch((error: unknown) => {
        log("warn", `No watermark was written to partition ${this.owned.partition}: ${String(error)}`, {});
      });
  }

  /** Waits for the commit under way, keeps a snapshot and releases the claim, as far as a few seconds allow. */
  async close(): Promise<void> {
    const patience = new AbortController();
    const late = sleep(CLOSE_WITHIN_MS, undefined, { signal: patience.signal }).catch(() => undefined);
    await Promise.race([this.finish(), late]);
    patience.abort();
  }

  private async finish(): Promise<void> {
    const { store, log } = this.dependencies;
    try {
      await this.settle();
      if (this.snapshots.isBehind) await this.snapshots.save(this.snapshots.take(this.judgedTo));
      await store.release(this.commits.claim);
    } catch (error) {
      log("info", `Partition ${this.owned.partition} is left without a snapshot: ${String(error)}`, {});
    }
  }

  /** Judges what was committed before this session, without saying anything; gives back the rest. */
  private async replay(records: readonly IncomingRecord[]): Promise<readonly IncomingRecord[]> {
    const begin = records[0]!.offset;
    if (begin > this.replayTo && this.judgedTo < this.replayTo)
      throw new OffsetOutOfRange(this.owned.partition, this.replayTo, begin);
    if (this.judgedTo === 0 && begin > 0) this.judge.begin(this.recovered.revisions);
    if (begin >= this.replayTo) return records;
    const fresh = records.findIndex(({ offset }) => offset >= this.replayTo);
    const known = fresh === -1 ? records : records.slice(0, fresh);
    const { judged, to, fault } = await this.judge.run(known);
    if (fault) throw fault;
    this.judgedTo = to;
    this.snapshots.due(judged);
    this.dependencies.metrics.replayed.inc(judged);
    return fresh === -1 || this.owned.signal.aborted ? [] : records.slice(fresh);
  }

  private async judgeAndCommit(records: readonly IncomingRecord[]): Promise<void> {
    if (records.some(({ headers }) => headers.ce_type !== WATERMARK))
      this.watermarks.stirred(this.dependencies.clock.nowMs());
    const run = await this.judge.run(records);
    if (run.judged > 0) await this.begin(run);
    else if (this.failure !== undefined) throw this.failure as Error;
    if (!run.fault) return;
    await this.settle();
    throw run.fault;
  }

  /** Begins the commit of a run; after a fault the state is no longer one to keep. */
  private async begin(run: JudgedRun): Promise<void> {
    await this.dependencies.failpoint("judged");
    this.memory.share.add(
      run.judged,
      run.deadLetters.map(({ reason }) => reason),
    );
    await this.settle();
    this.judgedTo = run.to;
    const watermarkMs = run.fault ? undefined : this.judge.clockMs();
    const isDue = this.snapshots.due(run.judged) && !run.fault;
    const snapshot = isDue ? this.snapshots.take(run.to) : undefined;
    this.inFlight = this.commit(run, watermarkMs, snapshot).catch((error: unknown) => {
      this.failure = error;
      this.owned.surrender(error instanceof Error ? error.message : String(error), FENCED_DELAY_MS);
    });
  }

  /** Waits for the commit under way, a few seconds at most once the partition is let go; throws what made it fail. */
  private async settle(): Promise<void> {
    await withGrace(this.inFlight, this.owned.signal, CLOSE_WITHIN_MS);
    if (this.failure !== undefined) throw this.failure as Error;
  }

  private async commit(
    { to, events, deadLetters, texts, outcomes, late, skewed }: JudgedRun,
    watermarkMs: number | undefined,
    snapshot: Snapshot | undefined,
  ): Promise<void> {
    const { metrics, failpoint } = this.dependencies;
    await failpoint("committing");
    const batch = { from: this.commits.claim.nextOffset, to, watermarkMs, events, deadLetters };
    await this.commits.commit(batch, texts);
    await failpoint("committed");
    this.owned.acknowledge(to);
    for (const [outcome, count] of Object.entries(outcomes))
      if (count > 0) metrics.judged.inc({ outcome }, count);
    for (const { reason } of deadLetters) metrics.deadLetters.inc({ reason });
    metrics.committed.inc(events.length);
    metrics.integrations(events);
    metrics.late.inc(late);
    metrics.skewed.inc(skewed);
    if (snapshot) await this.snapshots.save(snapshot);
  }
}
