import type { MinuteMeasured } from "#measurement";

/** An integration's exchanges by the hour of the last five weeks; plain data. */
export interface Traffic {
  /** By hours since the epoch. */
  hours: Record<string, number>;
  firstMs: number;
  /** The end of the last minute that had any. */
  lastMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;
const KEPT_HOURS = 5 * WEEK_HOURS;
/** A slot of the week is judged by so many earlier weeks, of which so many must be known. */
const WEEKS = 4;
const MIN_WEEKS = 3;
/** So many exchanges, at the pace of the quietest of those weeks, must be missing; and for so long. */
const MISSING = 20;
const SILENT_MS = 10 * MINUTE_MS;
/** Whoever is silent for longer is gone rather than silent. */
const GONE_MS = 7 * 24 * HOUR_MS;

const countOf = ({ cells }: MinuteMeasured): number =>
  cells.reduce(
    (sum, { outcomes }) => sum + Object.values(outcomes).reduce((one, other) => one + other, 0),
    0,
  );

/** The traffic with one measured minute, or one part of it, more. */
export const takeMinute = (traffic: Traffic | undefined, measured: MinuteMeasured): Traffic => {
  const minuteMs = Date.parse(measured.minute);
  const count = countOf(measured);
  const known = traffic ?? { hours: {}, firstMs: minuteMs, lastMs: minuteMs };
  const hour = Math.floor(minuteMs / HOUR_MS);
  known.hours[hour] = (known.hours[hour] ?? 0) + count;
  known.firstMs = Math.min(known.firstMs, minuteMs);
  if (count > 0) known.lastMs = Math.max(known.lastMs, minuteMs + MINUTE_MS);
  const oldest = Math.floor(known.lastMs / HOUR_MS) - KEPT_HOURS;
  for (const one of Object.keys(known.hours)) if (Number(one) < oldest) delete known.hours[one];
  return known;
};

/** The least that an hour had in earlier weeks; 0 where too few of them are known. */
const leastOf = ({ hours, firstMs }: Traffic, hour: number): number => {
  const counts: number[] = [];
  for (let week = 1; week <= WEEKS; week += 1) {
    const earlier = hour - week * WEEK_HOURS;
    if (earlier * HOUR_MS >= firstMs) counts.push(hours[earlier] ?? 0);
  }
  return counts.length < MIN_WEEKS ? 0 : Math.min(...counts);
};

/**
 * How many exchanges are missing since the last one, at the pace of the quietest of earlier weeks; undefined while that
 * may be chance, or too little is known. Where the pace is held, so many miss by chance once in 10⁸ times.
 */
export const missingTraffic = (traffic: Traffic, nowMs: number): number | undefined => {
  const { lastMs } = traffic;
  const silentMs = nowMs - lastMs;
  if (silentMs < SILENT_MS || silentMs > GONE_MS) return undefined;
  let missing = 0;
  for (let hour = Math.floor(lastMs / HOUR_MS); hour * HOUR_MS < nowMs; hour += 1) {
    const fromMs = Math.max(lastMs, hour * HOUR_MS);
    const toMs = Math.min(nowMs, (hour + 1) * HOUR_MS);
    missing += (leastOf(traffic, hour) * (toMs - fromMs)) / HOUR_MS;
  }
  return missing >= MISSING ? Math.floor(missing) : undefined;
};
