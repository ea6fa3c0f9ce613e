import type { EventReference } from "#observation";
import type { Trace } from "../trace.ts";

const KEPT = 5;

/** The events of a trace's steps, oldest first: all, or those of these keys; of many the first and last five. */
export const eventsOf = (trace: Trace, keys?: ReadonlySet<number>): EventReference[] => {
  const events = trace.keys
    .map((key, at) => ({ key, timeMs: trace.firstMs[at]!, event: trace.events[at]! }))
    .filter(({ key }) => keys?.has(key) ?? true)
    .toSorted((left, right) => left.timeMs - right.timeMs)
    .map(({ event }) => event);
  return events.length <= 2 * KEPT ? events : [...events.slice(0, KEPT), ...events.slice(-KEPT)];
};
