import { count } from "./number.ts";

/** So many requests in a window: milliseconds, or the UTC day. */
export interface Rate {
  limit: number;
  window: number | "utc-day";
}

const WINDOWS: readonly (readonly [RegExp, Rate["window"]])[] = [
  [/^(s|sec|secs|second)$/, 1000],
  [/^(m|min|mins|minute)$/, 60_000],
  [/^(h|hr|hrs|hour)$/, 3_600_000],
  [/^(d|day)$/, "utc-day"],
];
const PHRASE =
  /^(?:max(?:imum)?(?: of)? |up to |at most )?([\d,_]+)\s*(?:(?:http |api )?(?:requests?|reqs?|calls?)\s*)?(?:\/|per\s+|an?\s+|each\s+)\s*([a-z]+)$/;

/** "100 requests/minute", "100/min", "5 per second", "10,000 per day"; undefined for anything else. */
export const rate = (phrase: string): Rate | undefined => {
  const match = PHRASE.exec(phrase.trim().toLowerCase().replace(/\s+/g, " "));
  const limit = count(match?.[1] ?? "");
  const window = windowOf(match?.[2] ?? "");
  return limit === undefined || window === undefined ? undefined : { limit, window };
};

/** The window that a unit of time names: "minute" is 60,000 ms, "day" the UTC day. */
export const windowOf = (unit: string): Rate["window"] | undefined =>
  WINDOWS.find(([pattern]) => pattern.test(unit.toLowerCase()))?.[1];
