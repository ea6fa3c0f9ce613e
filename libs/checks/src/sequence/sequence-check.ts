import type { Interaction } from "#observation";
import type { Check } from "../check.ts";
import type { Report } from "../verdict.ts";
import { reportDisorder } from "./judging/disorder.ts";
import { PATIENCE_MS, reportMissing } from "./judging/missing-steps.ts";
import { runsOf } from "./judging/runs.ts";
import type { Diagrams } from "./judging/runs.ts";
import { reportStrays, takeStray } from "./judging/strays.ts";
import { latenessOf, noLateness, noteLateness } from "../engine/lateness.ts";
import type { Lateness } from "../engine/lateness.ts";
import type { KeyTable } from "./model/key-table.ts";
import { isIn, noAges, sizeOf, touch as touchAge, turn } from "../engine/ages.ts";
import type { Ages } from "../engine/ages.ts";
import { newTrace, see, touch } from "./trace.ts";
import type { Trace } from "./trace.ts";

/** The traces of one integration: plain data, bounded, in the order in which they were last touched. */
export interface SequenceState {
  open: Map<string, Trace>;
  /** How many arrows the open traces hold. */
  held: number;
  /** When the patience with the first of them ends, or earlier. */
  dueMs: number;
  /** By how much the log ran behind the clock lately. */
  late: Lateness;
  /** Traces that have settled: what still comes of them is no new run. */
  settled: Ages<true>;
  /** Sources that sample: what is missing was perhaps not captured. */
  sampled: Ages<true>;
}

const REMEMBERED_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;
const MAX_TRACES = 100_000;
const MAX_SETTLED = 200_000;
const MAX_HELD = 1_000_000;
const MAX_SOURCES = 10_000;

/** Follows the traces of an integration through all its diagrams. `key` is the check's identity. */
export const sequenceCheck = (key: string, diagrams: Diagrams, table: KeyTable): Check<SequenceState> => {
  const shownTogether = (from: string, to: string): boolean =>
    diagrams.readable.some(({ participants }) => participants.has(from) && participants.has(to));

  const settle = (state: SequenceState, name: string, trace: Trace, clockMs: number): void => {
    state.open.delete(name);
    state.held -= trace.keys.length;
    turn(state.settled, clockMs, REMEMBERED_MS);
    state.settled.recent.set(name, true);
    if (sizeOf(state.settled) <= MAX_SETTLED) return;
    state.settled.older = state.settled.recent;
    state.settled.recent = new Map();
  };

  const judge = ({ sampled }: SequenceState, trace: Trace, report: Report): void => {
    reportStrays(trace, diagrams, table.participant, report);
    const runs = runsOf(trace, diagrams);
    reportDisorder(runs, trace, report);
    const isSampled = trace.events.some(({ source }) => isIn(sampled, source));
    if (!isSampled) reportMissing(runs, trace, report);
  };

  /** Settles the traces with which patience has ended; what comes at its very end still comes in time. */
  const pass = (state: SequenceState, clockMs: number, inclusive: boolean, report: Report): void => {
    const isDue = (dueMs: number): boolean => dueMs < clockMs || (inclusive && dueMs === clockMs);
    if (!isDue(state.dueMs)) return;
    state.dueMs = Infinity;
    const patienceMs = PATIENCE_MS + latenessOf(state.late, clockMs);
    for (const [name, trace] of state.open) {
      const dueMs = trace.touchedMs + patienceMs;
      if (!isDue(dueMs)) {
        state.dueMs = dueMs;
        return;
      }
      settle(state, name, trace, clockMs);
      judge(state, trace, report);
    }
  };

  const noteSampled = ({ sampled }: SequenceState, source: string, clockMs: number): void => {
    turn(sampled, clockMs, DAY_MS);
    if (touchAge(sampled, source) === undefined && sizeOf(sampled) < MAX_SOURCES)
      sampled.recent.set(source, true);
  };

  const bound = (state: SequenceState, clockMs: number): void => {
    if (state.open.size <= MAX_TRACES && state.held <= MAX_HELD) return;
    for (const [name, trace] of state.open) {
      if (state.open.size <= MAX_TRACES && state.held <= MAX_HELD) return;
      settle(state, name, trace, clockMs);
    }
  };

  const take = (state: SequenceState, one: Interaction, clockMs: number, report: Report): void => {
    const name = `${one.environment ?? ""}\n${one.traceId}`;
    if (one.partial) noteSampled(state, one.source, clockMs);
    if (isIn(state.settled, name)) return;
    const from = table.participant(one.from);
    const to = table.participant(one.to);
    const arrow = table.find(from, to, one);
    const stray = arrow === undefined && from !== to && shownTogether(from, to);
    const known = state.open.get(name);
    if (!known && arrow === undefined && !stray) return;
    const trace = known ?? newTrace(one);
    state.open.delete(name);
    state.open.set(name, trace);
    state.dueMs = Math.min(state.dueMs, clockMs + PATIENCE_MS);
    touch(trace, one, clockMs, arrow ?? -1);
    const held = trace.keys.length;
    if (arrow !== undefined) see(trace, one, arrow);
    state.held += trace.keys.length - held;
    const { source, id, timeMs, message } = one;
    if (stray)
      takeStray(
        { source, id, timeMs, message, from: one.from, to: one.to, arrow: one.arrow },
        trace,
        diagrams,
        table.participant,
        report,
      );
    bound(state, clockMs);
  };

  return {
    key,
    initialState: () => ({
      open: new Map(),
      held: 0,
      dueMs: Infinity,
      late: noLateness(),
      settled: noAges(),
      sampled: noAges(),
    }),
    exchange(state, { exchange, clockMs }) {
      if (exchange.partial) noteSampled(state, exchange.source, clockMs);
    },
    observation(state, observation, clockMs, report) {
      if (observation.type !== "interaction") return;
      noteLateness(state.late, observation.timeMs, clockMs);
      pass(state, clockMs, false, report);
      take(state, observation, clockMs, report);
    },
    advance: (state, clockMs, report) => pass(state, clockMs, true, report),
  };
};
