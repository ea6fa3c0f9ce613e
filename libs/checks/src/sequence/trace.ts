import type { EventReference, Interaction } from "#observation";

/** An interaction that is no arrow, and that was not accused at once. */
export interface Stray extends EventReference {
  timeMs: number;
  from: string;
  to: string;
  message: string;
  arrow: Interaction["arrow"];
}

/** What was seen of one trace: plain data. The lists of `keys` run in parallel. */
export interface Trace {
  environment?: string;
  traceId: string;
  keys: number[];
  /** When each key came first and last. */
  firstMs: number[];
  lastMs: number[];
  /** The event of each key's first coming. */
  events: EventReference[];
  /** When the latest interaction began, and the clock when the last one was taken in. */
  latestMs: number;
  touchedMs: number;
  /** The keys of failed steps (-1: no arrow's), and when the first of them began. */
  failed: number[];
  failedMs?: number;
  /** Kept until the trace settles, and how many were accused at once. */
  strays: Stray[];
  accused: number;
  /** When the earliest of them all began. */
  strayMs?: number;
}

const MAX_FAILED = 50;

/** A trace of which nothing was seen yet. */
export const newTrace = ({ environment, traceId }: Interaction): Trace => ({
  environment,
  traceId,
  keys: [],
  firstMs: [],
  lastMs: [],
  events: [],
  latestMs: 0,
  touchedMs: 0,
  failed: [],
  strays: [],
  accused: 0,
});

/** Takes in that an interaction of the trace came, whatever it is. */
export const touch = (trace: Trace, { timeMs, failed }: Interaction, clockMs: number, key: number): void => {
  trace.latestMs = Math.max(trace.latestMs, Math.min(timeMs, clockMs));
  trace.touchedMs = clockMs;
  if (!failed) return;
  trace.failedMs = Math.min(trace.failedMs ?? timeMs, timeMs);
  if (trace.failed.length < MAX_FAILED && !trace.failed.includes(key)) trace.failed.push(key);
};

/** Takes in an arrow. */
export const see = (trace: Trace, { timeMs, source, id }: Interaction, key: number): void => {
  const at = trace.keys.indexOf(key);
  if (at < 0) {
    trace.keys.push(key);
    trace.firstMs.push(timeMs);
    trace.lastMs.push(timeMs);
    trace.events.push({ source, id });
    return;
  }
  trace.lastMs[at] = Math.max(trace.lastMs[at]!, timeMs);
  if (timeMs >= trace.firstMs[at]!) return;
  trace.firstMs[at] = timeMs;
  trace.events[at] = { source, id };
};

/** When the first of these keys came; `Infinity` when none did. */
export const firstOf = (trace: Trace, keys: ReadonlySet<number>): number =>
  trace.keys.reduce(
    (first, key, at) => (keys.has(key) ? Math.min(first, trace.firstMs[at]!) : first),
    Infinity,
  );
