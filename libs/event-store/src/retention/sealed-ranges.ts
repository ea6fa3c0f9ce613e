import type { Queryable } from "../database.ts";
import { readStream } from "../read/read-events.ts";

/** The stream that says what was dropped, and in what place of the chain it stood; never dropped itself. */
export const RETENTION_STREAM = "retention";
export const EVENTS_DROPPED = "EventsDropped";

/** A run of positions that were dropped: the chain goes from `before` to `hash` over them. */
export interface SealedRange {
  first: number;
  last: number;
  before: string;
  hash: string;
}

/** What an EventsDropped event says. */
export interface EventsDropped {
  /** Events that occurred before, ISO 8601. */
  before: string;
  count: number;
  ranges: SealedRange[];
}

/** Every dropped run by its first position. */
export const readSealedRanges = async (database: Queryable): Promise<Map<number, SealedRange>> => {
  const events = await readStream(database, RETENTION_STREAM);
  const dropped = events
    .filter(({ type }) => type === EVENTS_DROPPED)
    .map(({ data }) => data as EventsDropped);
  return new Map(dropped.flatMap(({ ranges }) => ranges).map((range) => [range.first, range]));
};
