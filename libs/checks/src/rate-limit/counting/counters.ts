import { DAY_MS, type Limit } from "../limits/limit.ts";
import {
  addDailyCounter,
  countDaily,
  countedOn,
  dayEndOf,
  dayStartOf,
  loseDay,
  restartDay,
} from "./daily-counter.ts";
import type { Excess } from "./excess.ts";
import type { CountedRequest } from "./provider-windows.ts";
import { countRolling, memoryMs, observedSince, sentWithin, slowestOf } from "./rolling-counter.ts";
import { addRollingCounter, copyRollingCounter, restartRollingCounter } from "./rolling-row.ts";
import { countRows, noRowAges, turnRows, type RowAges, type Rows } from "./rows.ts";
import { followsSide, RANK } from "./sided-row.ts";

const MAX_CLIENTS = 200_000;
const MAX_LIMITS = 10_000;
const CLOCK_ERROR_MS = 2_000;

/** Every client's counters, by limit; plain data. */
export interface Counters {
  rolling: Map<string, RowAges>;
  /** Ages of a day: today's counters, and yesterday's. */
  daily: Map<string, RowAges>;
  /** Requests that were not counted, since there were too many clients. */
  uncounted: number;
}

/** A request that is counted, with the side and the source that it was recorded by. */
export interface RecordedRequest extends CountedRequest {
  rank: number;
  /** Since when all that its source sees is known. */
  observedMs: number;
}

/** No counters. */
export const noCounters = (): Counters => ({ rolling: new Map(), daily: new Map(), uncounted: 0 });

const agesOf = (
  byLimit: Map<string, RowAges>,
  key: string,
  spanMs: number,
  clockMs: number,
): RowAges | undefined => {
  let ages = byLimit.get(key);
  if (!ages) {
    if (byLimit.size >= MAX_LIMITS) {
      for (const [other, { endsAtMs }] of byLimit) if (clockMs >= endsAtMs + DAY_MS) byLimit.delete(other);
      if (byLimit.size >= MAX_LIMITS) return undefined;
    }
    byLimit.set(key, (ages = noRowAges()));
  }
  turnRows(ages, clockMs, spanMs);
  return ages;
};

/** The row of a client among the recent ones, moved there from the older ones if need be. */
const touchRow = ({ recent, older }: RowAges, client: string): number | undefined => {
  const row = recent.places.get(client);
  if (row !== undefined) return row;
  const before = older.places.get(client);
  if (before === undefined) return undefined;
  older.places.delete(client);
  const copy = copyRollingCounter(older, before, recent);
  recent.places.set(client, copy);
  return copy;
};

const countOnWindow = (
  counters: Counters,
  limit: Limit,
  client: string,
  request: RecordedRequest,
  clockMs: number,
): Excess | "ended" | undefined => {
  const ages = agesOf(counters.rolling, limit.key, memoryMs(limit), clockMs);
  let row = ages && touchRow(ages, client);
  if (ages && row === undefined && countRows(ages) < MAX_CLIENTS) {
    const lostUntilMs = counters.uncounted > 0 ? clockMs : 0;
    row = addRollingCounter(ages.recent, request.rank, request.startMs, lostUntilMs);
    ages.recent.places.set(client, row);
  }
  if (!ages || row === undefined) {
    counters.uncounted += 1;
    return undefined;
  }
  const rows = ages.recent;
  const side = followsSide(rows, row, request.rank, request.startMs);
  if (side === "passes") return undefined;
  if (side === "restart") restartRollingCounter(rows, row, clockMs);
  observedSince(rows, row, request.observedMs);
  return countRolling(rows, row, request, limit, clockMs);
};

const dayOf = ({ endsAtMs, recent, older }: RowAges, startMs: number): Rows | undefined => {
  if (startMs >= endsAtMs - DAY_MS) return recent;
  return startMs >= endsAtMs - 2 * DAY_MS ? older : undefined;
};

const countOnDay = (
  counters: Counters,
  limit: Limit,
  client: string,
  request: RecordedRequest,
  clockMs: number,
): Excess | undefined => {
  const ages = agesOf(counters.daily, limit.key, DAY_MS, clockMs);
  const day = ages && dayOf(ages, request.startMs);
  let row = day?.places.get(client);
  if (day && row === undefined && day.places.size < MAX_CLIENTS) {
    row = addDailyCounter(day, request.rank, request.startMs, counters.uncounted > 0);
    day.places.set(client, row);
  }
  if (!day || row === undefined) {
    counters.uncounted += 1;
    return undefined;
  }
  const side = followsSide(day, row, request.rank, request.startMs);
  if (side === "passes") return undefined;
  if (side === "restart") restartDay(day, row);
  if (request.observedMs > dayStartOf(request.startMs)) loseDay(day, row);
  return countDaily(day, row, request, limit);
};

/** Counts a request toward one limit; `ended`: the client is within it again. */
export const countRequest = (
  counters: Counters,
  limit: Limit,
  client: string,
  request: RecordedRequest,
  clockMs: number,
): Excess | "ended" | undefined =>
  limit.daily
    ? countOnDay(counters, limit, client, request, clockMs)
    : countOnWindow(counters, limit, client, request, clockMs);

type SentRequest = Pick<RecordedRequest, "startMs" | "endMs" | "rank" | "observedMs">;

/** What is known of a client without a counter. */
const sentUncounted = ({ uncounted }: Counters): number | undefined => (uncounted > 0 ? undefined : 0);

const sentOnDay = (
  counters: Counters,
  limit: Limit,
  client: string,
  ms: number,
  { rank, observedMs }: SentRequest,
): number | undefined => {
  if (observedMs > dayStartOf(ms)) return undefined;
  const ages = counters.daily.get(limit.key);
  const day = ages && dayOf(ages, ms);
  const row = day?.places.get(client);
  if (!day || row === undefined) return sentUncounted(counters);
  return day.numbers[row + RANK] === rank ? countedOn(day, row) : undefined;
};

/**
 * How many requests a client had sent at a request, by the strictest reading, with what started while it was under way
 * and what was under way when its window began; just after midnight, with the day before. Undefined when
 * some were not counted, when its side is not the one that is counted, or when the window began before all was observed.
 */
export const sentAt = (
  counters: Counters,
  limit: Limit,
  client: string,
  at: SentRequest,
): number | undefined => {
  if (limit.daily) {
    const sent = sentOnDay(counters, limit, client, at.startMs, at);
    const earlierMs = at.startMs - CLOCK_ERROR_MS;
    if (sent === undefined || dayEndOf(earlierMs) === dayEndOf(at.startMs)) return sent;
    const before = sentOnDay(counters, limit, client, earlierMs, at);
    return before === undefined ? undefined : sent + before;
  }
  const ages = counters.rolling.get(limit.key);
  const rows = ages?.recent.places.has(client) ? ages.recent : ages?.older;
  const row = rows?.places.get(client);
  const slowestMs = rows && row !== undefined ? slowestOf(rows, row) : 0;
  const fromMs = at.startMs - limit.windowMs - slowestMs;
  if (at.observedMs > fromMs) return undefined;
  if (!rows || row === undefined) return sentUncounted(counters);
  return rows.numbers[row + RANK] === at.rank ? sentWithin(rows, row, fromMs, at.endMs) : undefined;
};
