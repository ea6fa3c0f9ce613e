import { DAY_MS, type Limit } from "../limits/limit.ts";
import { noAges, sizeOf, touch, turn, type Ages } from "../../engine/ages.ts";
import { countDaily, dayEndOf, dayStartOf, newDailyCounter, type DailyCounter } from "./daily-counter.ts";
import type { Excess } from "./excess.ts";
import type { CountedRequest } from "./provider-windows.ts";
import { countRolling, memoryMs, newRollingCounter, type RollingCounter } from "./rolling-counter.ts";
import { follows } from "../../engine/side.ts";
import { countIn, noStartTimes } from "./start-times.ts";

const MAX_CLIENTS = 200_000;
const MAX_LIMITS = 10_000;
const CLOCK_ERROR_MS = 2_000;

/** Every client's counters, by limit; plain data. */
export interface Counters {
  rolling: Map<string, Ages<RollingCounter>>;
  /** Ages of a day: today's counters, and yesterday's. */
  daily: Map<string, Ages<DailyCounter>>;
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

const agesOf = <T>(
  byLimit: Map<string, Ages<T>>,
  key: string,
  spanMs: number,
  clockMs: number,
): Ages<T> | undefined => {
  let ages = byLimit.get(key);
  if (!ages) {
    if (byLimit.size >= MAX_LIMITS) {
      for (const [other, { endsAtMs }] of byLimit) if (clockMs >= endsAtMs + DAY_MS) byLimit.delete(other);
      if (byLimit.size >= MAX_LIMITS) return undefined;
    }
    byLimit.set(key, (ages = noAges()));
  }
  turn(ages, clockMs, spanMs);
  return ages;
};

const restartRolling = (counter: RollingCounter, clockMs: number): void => {
  counter.starts = noStartTimes(clockMs);
  counter.refused = undefined;
  counter.windows = undefined;
};

const countOnWindow = (
  counters: Counters,
  limit: Limit,
  client: string,
  request: RecordedRequest,
  clockMs: number,
): Excess | "ended" | undefined => {
  const ages = agesOf(counters.rolling, limit.key, memoryMs(limit), clockMs);
  let counter = ages && touch(ages, client);
  if (ages && !counter && sizeOf(ages) < MAX_CLIENTS) {
    counter = newRollingCounter(
      { rank: request.rank, seenMs: request.startMs },
      counters.uncounted > 0 ? clockMs : 0,
    );
    ages.recent.set(client, counter);
  }
  if (!counter) {
    counters.uncounted += 1;
    return undefined;
  }
  const side = follows(counter, request.rank, request.startMs);
  if (side === "passes") return undefined;
  if (side === "restart") restartRolling(counter, clockMs);
  if (request.observedMs > counter.starts.lostUntilMs) counter.starts.lostUntilMs = request.observedMs;
  return countRolling(counter, request, limit, clockMs);
};

const dayOf = (ages: Ages<DailyCounter>, startMs: number): Map<string, DailyCounter> | undefined => {
  if (startMs >= ages.endsAtMs - DAY_MS) return ages.recent;
  return startMs >= ages.endsAtMs - 2 * DAY_MS ? ages.older : undefined;
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
  let counter = day?.get(client);
  if (day && !counter && day.size < MAX_CLIENTS) {
    counter = newDailyCounter({ rank: request.rank, seenMs: request.startMs }, counters.uncounted > 0);
    day.set(client, counter);
  }
  if (!counter) {
    counters.uncounted += 1;
    return undefined;
  }
  const side = follows(counter, request.rank, request.startMs);
  if (side === "passes") return undefined;
  if (side === "restart")
    Object.assign(counter, { count: 0, accepted: 0, lost: true } satisfies Partial<DailyCounter>);
  if (request.observedMs > dayStartOf(request.startMs)) counter.lost = true;
  return countDaily(counter, request, limit);
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
  const counter = ages && dayOf(ages, ms)?.get(client);
  if (!counter) return sentUncounted(counters);
  return counter.lost || counter.rank !== rank ? undefined : counter.count;
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
  const counter = ages?.recent.get(client) ?? ages?.older.get(client);
  const fromMs = at.startMs - limit.windowMs - (counter?.slowestMs ?? 0);
  if (at.observedMs > fromMs) return undefined;
  if (!counter) return sentUncounted(counters);
  if (counter.rank !== at.rank || counter.starts.lostUntilMs > fromMs) return undefined;
  return countIn(counter.starts, fromMs, at.endMs);
};
