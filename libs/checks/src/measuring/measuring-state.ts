import { noAges, type Ages } from "../engine/ages.ts";
import type { Sided } from "../engine/side.ts";
import { dueOf, openMinuteAt } from "../sla/counting.ts";
import { NEVER_MS } from "../sla/objective-state.ts";
import { KEPT_MINUTES } from "../sla/trailing.ts";
import { noCells, type Minute } from "./cells.ts";
import type { ToldResults } from "./fresh-results.ts";

const MINUTE_MS = 60_000;
const MAX_ENVIRONMENTS = 100;

/** The minutes that are not told yet, and what is needed to restate those that are; plain data. */
export interface MeasuringState {
  /** Clock at which something is to be told. */
  dueMs: number;
  pending: Map<number, Minute>;
  /** How many parts were told, by minute, for three days. */
  parts: Map<number, number>;
  /** The latest told minutes as they stand. */
  told: Map<number, Minute>;
  /** Whose records count, by environment. */
  sides: Map<string, Sided>;
  sampled: Ages<true>;
  /** What was told of test scenarios. */
  results: ToldResults;
}

/** Nothing measured. */
export const nothingMeasured = (): MeasuringState => ({
  dueMs: NEVER_MS,
  pending: new Map(),
  parts: new Map(),
  told: new Map(),
  sides: new Map(),
  sampled: noAges(),
  results: new Map(),
});

/** What is counted of a minute that is not told, or told again. */
export const pendingMinute = ({ pending }: MeasuringState, minute: number, late: boolean): Minute => {
  let cells = pending.get(minute);
  if (!cells) pending.set(minute, (cells = late ? { ...noCells(), late } : noCells()));
  return cells;
};

/** Whose records count in an environment; undefined where there are too many. */
export const sideOf = ({ sides }: MeasuringState, environment: string): Sided | undefined => {
  let side = sides.get(environment);
  if (!side && sides.size < MAX_ENVIRONMENTS) sides.set(environment, (side = { rank: -1, seenMs: 0 }));
  return side;
};

/** The minute that something seen at a time counts in; undefined when it comes too late, or from the future. */
export const minuteFor = (state: MeasuringState, timeMs: number, clockMs: number): Minute | undefined => {
  const minute = Math.floor(timeMs / MINUTE_MS);
  const openMinute = openMinuteAt(clockMs);
  if (timeMs > clockMs || minute < openMinute - KEPT_MINUTES) return undefined;
  if (state.dueMs === NEVER_MS) state.dueMs = dueOf(Math.max(minute, openMinute));
  return pendingMinute(state, minute, minute < openMinute);
};
