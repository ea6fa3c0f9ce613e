import { duration } from "./duration.ts";
import { latencyBound } from "./latency-bound.ts";
import { percentage } from "./percentage.ts";

/** How long a response may take; `inclusive`: so long is still good. */
export interface Threshold {
  thresholdMs: number;
  inclusive?: true;
}

/** A share of exchanges, with what the phrase says beside it. */
export interface Share {
  target: number;
  /** "excluding scheduled maintenance". */
  besideMaintenance: boolean;
}

/** The period of an objective that is a calendar month. */
export const MONTHLY = /^(monthly|(calendar )?month|(per|a|each|every|in a) (calendar )?month|\/ ?month)$/;

/** Speaks of maintenance and of nothing else, e.g. "Scheduled maintenance windows". */
export const MAINTENANCE_ONLY =
  /^((any|all|the) )?((scheduled|planned|announced|regular) )?(maintenance|downtime)( (windows?|times?|periods?))?$/;

const plausible = (share: number | undefined): number | undefined =>
  share !== undefined && share >= 0.5 && share <= 1 ? share : undefined;

const normalised = (phrase: string): string => phrase.trim().toLowerCase().replace(/\s+/g, " ");

/** The share of "99.9%", "at least 99.95% monthly" or, under a key that names it, of 99.9; undefined for anything else. */
export const availability = (phrase: string): Share | undefined => {
  const text = normalised(phrase);
  const match =
    /^(?:>=?|≥|at least|minimum(?: of)?|min)? ?(\d[\d.]* ?(?:%|percent)?)(?: (?:uptime|availability))?(?:,? \(?((?!exclud|except|outside)[a-z /]+?)\)?)?(?:,? \(?(excluding|except|outside) ([a-z ]+?)\)?)?$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, amount = "", period, exclusion, excluded = ""] = match;
  if (period !== undefined && !MONTHLY.test(period)) return undefined;
  if (exclusion !== undefined && !MAINTENANCE_ONLY.test(excluded)) return undefined;
  const target = plausible(percentage(amount) ?? shareOf(amount));
  return target === undefined ? undefined : { target, besideMaintenance: exclusion !== undefined };
};

/** 99.9 is 99.9 %, 0.999 as well; 1 could be either. */
const shareOf = (amount: string): number | undefined => {
  const number = Number(amount);
  return number > 1 ? percentage(`${amount}%`) : number < 1 ? number : undefined;
};

/** The threshold of "<200ms" or, as a percentile can only be bound from above, of "200ms"; undefined for anything else. */
export const threshold = (phrase: string): Threshold | undefined => {
  const text = normalised(phrase);
  const bound = latencyBound(text);
  if (bound !== undefined) {
    return { thresholdMs: bound, ...(/^(<=|≤|at most|within)/.test(text) ? { inclusive: true } : {}) };
  }
  const bare = duration(text);
  return bare === undefined || bare === 0 ? undefined : { thresholdMs: bare, inclusive: true };
};

const PERCENTILE =
  /^(.*?)(?:^|_)(?:p(\d{2})(?:[._]?(\d{1,2}))?|(?:percentile_)(\d{2})|(\d{2})th(?:_percentile)?)(?:_(.*))?$/;
const OF_RESPONSES =
  /^(?:(?:api|http|request|response|responses|time|times|latency|duration|ms|milliseconds)_?)*$/;

/** The share that a key such as `response_time_p95` asks for; undefined where it speaks of anything else. */
export const percentileOf = (key: string): number | undefined => {
  const match = PERCENTILE.exec(key.toLowerCase());
  if (!match || !OF_RESPONSES.test(`${match[1] ?? ""}_${match[6] ?? ""}`.replace(/^_+/, "")))
    return undefined;
  const whole = match[2] ?? match[4] ?? match[5] ?? "";
  const share = plausible(percentage(`${whole}.${match[3] ?? "0"}%`));
  return share === 1 ? undefined : share;
};

/** "95% of requests under 200ms", "p95 < 200ms", "<200ms (p95)": share and threshold; undefined for anything else. */
export const latencyLevel = (phrase: string): (Threshold & { target: number }) | undefined => {
  const text = normalised(phrase);
  const share =
    /^(\d[\d.]* ?(?:%|percent)) of (?:all )?(?:the )?(?:requests|responses|calls) (?:are |must be |should be )?(?:answered |served |completed? |respond )?(?:in )?(.+)$/.exec(
      text,
    );
  const named = /^(p\d[\d.]*|\d{2}th percentile)(?: latency| response time)?:? ?(\D.*)$/.exec(text);
  const trailing = /^(.+?),? \(?(p\d[\d.]*|\d{2}th percentile)\)?$/.exec(text);
  const bound = threshold(share?.[2] ?? named?.[2] ?? trailing?.[1] ?? "");
  const target = share
    ? plausible(percentage(share[1] ?? ""))
    : percentileOf((named?.[1] ?? trailing?.[2] ?? "").replace(" ", "_"));
  if (bound === undefined || target === undefined || target === 1) return undefined;
  return { target, ...bound };
};
