import { setImmediate as turn } from "node:timers/promises";
import type { DeadLetter, NewEvent } from "#event-store";
import {
  createJudge,
  type Emit,
  type Judge,
  type JudgedEvent,
  type JudgeMeasure,
  type Outcome,
} from "#judge";
import { sha256Hex, utf8 } from "#platform";
import type { IncomingRecord, OwnedPartition } from "#stream";
import { attributesOf } from "../records/attributes.ts";
import { payloadTexts, type PayloadText } from "../payloads/payload-texts.ts";
import { toDeadLetter } from "../records/dead-letter.ts";
import { EngineFault } from "../records/engine-fault.ts";
import { toNewEvent } from "../records/to-new-event.ts";
import { patiently } from "../store/patience.ts";
import type { SessionDependencies } from "./dependencies.ts";
import { encodeState, type SnapshotState } from "./snapshot-state.ts";

/** The loop is let go after this long, well within 20 ms, so that heartbeats and requests flow. */
const SLICE_MS = 10;
/** How much is judged between two looks at the clock: well under a millisecond. */
const LOOK_BYTES = 16 * 1024;
/** What a record costs that holds nothing, in bytes of others. */
const RECORD_BYTES = 256;

/** What judging a run of records has given. */
export interface JudgedRun {
  /** The offset after the last record judged: lower than the run's end when the partition was taken away meanwhile. */
  to: number;
  judged: number;
  events: NewEvent[];
  deadLetters: DeadLetter[];
  /** What webhooks carried. */
  texts: PayloadText[];
  /** How many records came to what. */
  outcomes: Record<Outcome["kind"], number>;
  /** Events far behind the clock, and far ahead of it. */
  late: number;
  skewed: number;
  /** A check failed on the record after the last one judged, and the state is of no use any more. */
  fault?: EngineFault;
}

/** Records that are not judged, because a check failed on them: in an earlier session, or before. */
export interface Unjudged {
  skipped: ReadonlySet<number>;
  faults: ReadonlyMap<number, string>;
}

const ENGINE_BUG = "ENGINE_BUG";

const NO_VALUE: Outcome = {
  kind: "dead-letter",
  reason: "NOT_CLOUDEVENT",
  message: "The record has no value.",
};
const NOT_UTF8: Outcome = {
  kind: "dead-letter",
  reason: "NOT_UTF8",
  message: "The record is no UTF-8 text.",
};

const isFault = (outcome: Outcome): outcome is Outcome & { kind: "dead-letter" } =>
  outcome.kind === "dead-letter" && outcome.reason === ENGINE_BUG;

/** The judge of one partition, with the revision that each of its integrations is under. */
export class PartitionJudge {
  private readonly judge: Judge;
  private readonly revisions: Map<string, string>;
  /** Bytes judged since the clock was looked at. */
  private unlookedBytes = 0;

  constructor(
    private readonly dependencies: SessionDependencies,
    private readonly owned: OwnedPartition,
    state: SnapshotState | undefined,
    private readonly unjudged: Unjudged,
  ) {
    const { library, redactor, verifySignature } = dependencies;
    this.revisions = new Map(Object.entries(state?.revisions ?? {}));
    this.judge = createJudge({
      revision: (revision) => library.get(revision),
      redactor,
      verifySignature,
      hash: sha256Hex,
      attempts: true,
      ...(state ? { state: state.judge } : {}),
    });
  }

  /** Puts integrations under revisions, without an event: the log that is left begins after their activations. */
  begin(revisions: Readonly<Record<string, string>>): void {
    for (const [integration, revision] of Object.entries(revisions)) {
      const compiled = this.dependencies.library.get(revision);
      if (!compiled) continue;
      this.judge.begin(compiled);
      this.revisions.set(integration, revision);
    }
  }

  clockMs(): number | undefined {
    return this.judge.clockMs();
  }

  measure(): JudgeMeasure {
    return this.judge.measure();
  }

  /** An integration whose records are in this partition; undefined while none is active. */
  anyIntegration(): string | undefined {
    return this.revisions.keys().next().value;
  }

  snapshot(): Buffer {
    return encodeState({ revisions: Object.fromEntries(this.revisions), judge: this.judge.state() });
  }

  /** Judges records in slices; ends early, between two records, once the partition is no longer ours. */
  async run(records: readonly IncomingRecord[]): Promise<JudgedRun> {
    const run: JudgedRun = {
      to: records[0]?.offset ?? 0,
      judged: 0,
      events: [],
      deadLetters: [],
      texts: [],
      outcomes: { judged: 0, duplicate: 0, ignored: 0, "dead-letter": 0, "needs-revision": 0 },
      late: 0,
      skewed: 0,
    };
    const { payloads, redactor } = this.dependencies;
    const emit = (event: JudgedEvent): void => {
      run.events.push(toNewEvent(event));
      if (event.payload && payloads) run.texts.push(...payloadTexts(event, redactor.digest));
      if (event.event.type === "RevisionActivated") this.revisions.set(event.integration, event.revision);
    };
    const { lateEvents, skewedEvents } = this.judge.measure();
    let sliceEndsAt = performance.now() + SLICE_MS;
    this.unlookedBytes = LOOK_BYTES;
    for (const record of records) {
      if (this.unlookedBytes >= LOOK_BYTES) {
        this.unlookedBytes = 0;
        if (performance.now() > sliceEndsAt) {
          await turn();
          sliceEndsAt = performance.now() + SLICE_MS;
        }
        if (this.owned.signal.aborted) break;
      }
      const before = run.events.length;
      const textsBefore = run.texts.length;
      let outcome = this.known(record) ?? this.take(record, emit);
      if (outcome.kind === "needs-revision") outcome = await this.takeUnder(outcome.revision, record, emit);
      if (isFault(outcome) && !this.known(record)) {
        run.events.length = before;
        run.texts.length = textsBefore;
        run.fault = new EngineFault(this.owned.partition, record.offset, outcome.message);
        break;
      }
      if (outcome.kind === "dead-letter")
        run.deadLetters.push(toDeadLetter(this.owned, record, outcome, this.dependencies.redactor));
      run.outcomes[outcome.kind] += 1;
      run.judged += 1;
      run.to = record.offset + 1;
    }
    const after = this.judge.measure();
    run.late = after.lateEvents - lateEvents;
    run.skewed = after.skewedEvents - skewedEvents;
    return run;
  }

  /** What is known of a record on which a check failed before; undefined of any other. */
  private known({ offset }: IncomingRecord): Outcome | undefined {
    const { skipped, faults } = this.unjudged;
    if (skipped.size === 0 && faults.size === 0) return undefined;
    const message = faults.get(offset) ?? (skipped.has(offset) ? "A check failed on it." : undefined);
    return message === undefined ? undefined : { kind: "dead-letter", reason: ENGINE_BUG, message };
  }

  private take(record: IncomingRecord, emit: Emit): Outcome {
    const { value } = record;
    this.unlookedBytes += RECORD_BYTES + (value?.length ?? 0);
    if (value === null) return NO_VALUE;
    const text = utf8(value);
    if (text === undefined) return NOT_UTF8;
    return this.judge.take(
      { text, attributes: attributesOf(record), appendedAtMs: record.appendedAtMs },
      emit,
    );
  }

  /** A revision is kept in the store before it is activated, so one that is not there names nothing. */
  private async takeUnder(revision: string, record: IncomingRecord, emit: Emit): Promise<Outcome> {
    const { library, log } = this.dependencies;
    const load = (): Promise<boolean> => library.load(revision);
    if (await patiently(load, `Reading revision ${revision}`, this.owned.signal, log))
      return this.take(record, emit);
    return {
      kind: "dead-letter",
      reason: "UNKNOWN_REVISION",
      message: `The store holds no specification of revision ${revision}.`,
    };
  }
}
