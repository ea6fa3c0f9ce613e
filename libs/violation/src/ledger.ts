import type { Signal, Verdict } from "#checks";
import {
  decide,
  evolve,
  initialState,
  isGraver,
  tellsRecurrence,
  type ViolationCommand,
  type ViolationState,
} from "./decider.ts";
import { openingOf, type Cause, type Hash } from "./identity.ts";
import type { Violation, ViolationEvent } from "./violation.ts";

const HOUR_MS = 3_600_000;
/** An episode that names no end is over when it has not recurred for this long. */
const IDLE_MS = 24 * HOUR_MS;
/** Exchanges are logged when they end, so what falls into an hour may come after it. */
const GRACE_MS = 5 * 60_000;
const SWEEP_MS = 60_000;
const KEPT_IDS = 5;
const MAX_OPEN = 100_000;

interface OpenEpisode {
  /** As it stands now: count, event ids and severity are live. */
  violation: Violation;
  state: ViolationState;
  lastIds: string[];
  lastTimeMs: number;
  endsAtMs?: number;
  /** Clock at its last occurrence. */
  touchedMs: number;
}

/** The open episodes of one integration: plain data for a structured clone, in the order of their opening. */
export interface LedgerState {
  episodes: Map<string, OpenEpisode>;
  sweptMs: number;
}

/** The ledger of an integration without history. */
export const emptyLedger = (): LedgerState => ({ episodes: new Map(), sweptMs: 0 });

/** Takes what the ledger tells: events for the store, and each violation once, when it will not change any more. */
export interface LedgerSink {
  event(event: ViolationEvent, occurredAtMs: number): void;
  settled(violation: Violation): void;
}

const eventIdsOf = ({ violation, lastIds }: OpenEpisode): string[] => [...violation.eventIds, ...lastIds];

/** An episode as people see it: opening, live count, first and last events. */
const shown = (episode: OpenEpisode): Violation => ({ ...episode.violation, eventIds: eventIdsOf(episode) });

const tell = (episode: OpenEpisode, command: ViolationCommand, sink: LedgerSink): void => {
  for (const event of decide(episode.state, command)) {
    episode.state = evolve(episode.state, event);
    sink.event(event, episode.lastTimeMs);
  }
};

/** Tells the count where it is due; most recurrences are not told and cost nothing here. */
const recur = (episode: OpenEpisode, ended: boolean, sink: LedgerSink): void => {
  const { state, lastTimeMs, violation } = episode;
  const { count } = violation;
  if (state.status === "none" || !tellsRecurrence(state.written, count, ended)) return;
  const lastTime = new Date(lastTimeMs).toISOString();
  tell(episode, { type: "Recur", count, eventIds: eventIdsOf(episode), lastTime, ended }, sink);
};

const end = (ledger: LedgerState, key: string, sink: LedgerSink): void => {
  const episode = ledger.episodes.get(key);
  if (!episode) return;
  recur(episode, true, sink);
  ledger.episodes.delete(key);
  sink.settled(shown(episode));
};

/** What comes long after its time (a second host's log, a backlog) still makes one episode. */
const isOver = ({ endsAtMs, touchedMs }: OpenEpisode, clockMs: number): boolean =>
  endsAtMs === undefined
    ? clockMs - touchedMs >= IDLE_MS
    : clockMs >= Math.max(endsAtMs, touchedMs) + GRACE_MS;

const rememberId = ({ violation, lastIds }: OpenEpisode, id: string): void => {
  if (violation.eventIds.length < KEPT_IDS) violation.eventIds.push(id);
  else {
    lastIds.push(id);
    if (lastIds.length > KEPT_IDS) lastIds.shift();
  }
};

const escalate = (episode: OpenEpisode, { severity, timeMs }: Verdict, sink: LedgerSink): void => {
  if (!isGraver(severity, episode.violation.severity)) return;
  tell(episode, { type: "Escalate", severity, time: new Date(timeMs).toISOString() }, sink);
  episode.violation.severity = severity;
};

/** Folds one signal into the ledger. `clockMs` is the integration's clock, `cause` the event being judged. */
export const record = (
  ledger: LedgerState,
  signal: Signal,
  cause: Cause,
  clockMs: number,
  hash: Hash,
  sink: LedgerSink,
): void => {
  if (signal.kind === "end") return end(ledger, signal.episode, sink);
  const { verdict } = signal;
  if (signal.kind === "breach") {
    const violation = openingOf(verdict, cause, hash);
    for (const event of decide(initialState, { type: "Open", violation })) sink.event(event, verdict.timeMs);
    return sink.settled(violation);
  }
  const { episode: key, increment = 1, endsAtMs } = signal;
  const episode = ledger.episodes.get(key);
  const over = episode !== undefined && isOver(episode, clockMs);
  if (over) end(ledger, key, sink);
  if (!episode || over)
    return open(ledger, key, { verdict, cause, clockMs, hash, increment, endsAtMs }, sink);
  episode.violation.count += increment;
  episode.lastTimeMs = Math.max(episode.lastTimeMs, verdict.timeMs);
  episode.touchedMs = clockMs;
  if (endsAtMs !== undefined) episode.endsAtMs = endsAtMs;
  if (verdict.causes) for (const { id } of verdict.causes) rememberId(episode, id);
  else rememberId(episode, cause.id);
  escalate(episode, verdict, sink);
  recur(episode, false, sink);
};

const open = (
  ledger: LedgerState,
  key: string,
  opening: {
    verdict: Verdict;
    cause: Cause;
    clockMs: number;
    hash: Hash;
    increment: number;
    endsAtMs?: number;
  },
  sink: LedgerSink,
): void => {
  const { verdict, cause, clockMs, hash, increment, endsAtMs } = opening;
  const first = openingOf(verdict, cause, hash);
  const episode: OpenEpisode = {
    violation: { ...first, count: increment, eventIds: [] },
    state: initialState,
    lastIds: [],
    lastTimeMs: verdict.timeMs,
    endsAtMs,
    touchedMs: clockMs,
  };
  for (const id of first.eventIds) rememberId(episode, id);
  tell(episode, { type: "Open", violation: shown(episode), episode: true }, sink);
  ledger.episodes.set(key, episode);
  if (ledger.episodes.size > MAX_OPEN) {
    const [oldest] = ledger.episodes.keys();
    if (oldest !== undefined) end(ledger, oldest, sink);
  }
};

/** Ends what is over by `clockMs`; looks once an event-time minute. */
export const expire = (ledger: LedgerState, clockMs: number, sink: LedgerSink): void => {
  if (clockMs - ledger.sweptMs < SWEEP_MS) return;
  ledger.sweptMs = clockMs - (clockMs % SWEEP_MS);
  for (const [key, episode] of ledger.episodes) if (isOver(episode, clockMs)) end(ledger, key, sink);
};

/** The episodes that are still open, as they stand. */
export const openEpisodes = (ledger: LedgerState): Violation[] => [...ledger.episodes.values()].map(shown);
