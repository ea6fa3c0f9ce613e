import { noAges, type Ages } from "../engine/ages.ts";
import type { Sided } from "../engine/side.ts";
import type { Buckets } from "./buckets.ts";
import type { Month } from "./month.ts";
import type { WindowReferences } from "./references.ts";
import { noTrailing, type Trailing } from "./trailing.ts";

/** Nothing is due. */
export const NEVER_MS = Number.MAX_SAFE_INTEGER;

/** What is remembered of one objective: three days by the minute, and the month; plain data. */
export interface ObjectiveState {
  buckets: Buckets;
  /** The first minute that is not closed yet. */
  openMinute: number;
  /** Clock at which it closes; `NEVER_MS` before the first exchange. */
  dueMs: number;
  /** The latest minute in which an exchange started. */
  latestMinute: number;
  trailing: Trailing;
  month?: Month;
  /** Bad exchanges of the latest windows that had some. */
  recent: WindowReferences[];
  /** Exchanges that started inside maintenance: kept apart. */
  apart: number;
  /** Where the latest degraded window of an open episode ends. */
  degradedMinute?: number;
  /** Where the first window of an open episode ended. */
  fastSince?: number;
  slowSince?: number;
  /** When the budget last burnt fast. */
  fastMinute?: number;
  side: Sided;
  /** Sources that send only some of their events. */
  sampled: Ages<true>;
}

/** Before the first exchange. */
export const noObservations = (): ObjectiveState => ({
  buckets: new Map(),
  openMinute: 0,
  dueMs: NEVER_MS,
  latestMinute: -Infinity,
  trailing: noTrailing(),
  recent: [],
  apart: 0,
  side: { rank: -1, seenMs: 0 },
  sampled: noAges(),
});
