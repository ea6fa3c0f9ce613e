import { duration } from "./duration.ts";

/** Statuses, ends included, that count as success; `statuses` where only these of them do; the time they may take. */
export interface SuccessCriterion {
  from: number;
  to: number;
  statuses?: number[];
  withinMs?: number;
}

const WITHIN =
  /(?:\b(?:within|in under|in less than|in at most|under|in)\b|<=?|≤) ?(\d[\d.,]* ?(?:ms|msecs?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?)\b)/;
const FILLER =
  /\b(?:any|an?|the|http|https|status|codes?|responses?|responds?|returns?|answers?|must|be|with|received|success|successful|ok|created|accepted|no content)\b/g;

/** "HTTP 2xx response within 30 seconds", "200 or 202 within 10s", "any 2xx status"; undefined for anything else. */
export const successCriterion = (phrase: string): SuccessCriterion | undefined => {
  const text = phrase.trim().toLowerCase().replace(/\s+/g, " ");
  const limit = WITHIN.exec(text);
  const withinMs = limit?.[1] === undefined ? undefined : duration(limit[1]);
  if (limit && !withinMs) return undefined;
  const rest = limit ? text.replace(limit[0], " ") : text;
  const accepted = statusesOf(rest.replace(FILLER, " ").replace(/\s+/g, " ").trim(), limit !== null);
  return accepted && (withinMs === undefined ? accepted : { ...accepted, withinMs });
};

const statusesOf = (text: string, timed: boolean): SuccessCriterion | undefined => {
  if (text === "" && timed) return { from: 200, to: 299 };
  const family = /^([1-5])xx$/.exec(text)?.[1];
  if (family !== undefined) return { from: Number(family) * 100, to: Number(family) * 100 + 99 };
  const range = /^([1-5]\d\d) ?(?:-|–|to) ?([1-5]\d\d)$/.exec(text);
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])];
    return from <= to ? { from, to } : undefined;
  }
  if (!/^[1-5]\d\d(?: ?(?:, or|,|or|\/) ?[1-5]\d\d)*$/.test(text)) return undefined;
  const statuses = [...text.matchAll(/\d{3}/g)].map(([status]) => Number(status)).sort((a, b) => a - b);
  const from = statuses[0]!;
  const to = statuses.at(-1)!;
  return from === to ? { from, to } : { from, to, statuses };
};
