const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** How finely figures are kept, finest first; all in UTC. */
export const LEVELS = ["minute", "hour", "day", "month"] as const;
export type Level = (typeof LEVELS)[number];

/** What figures of minutes are added up to. */
export const ROLL_UPS = ["hour", "day", "month"] as const satisfies readonly Level[];

const LENGTHS_MS = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };

/** The start of the minute, hour, day or month that a time lies in. */
export const startOf = (level: Level, timeMs: number): number => {
  if (level !== "month")
    return timeMs - (((timeMs % LENGTHS_MS[level]) + LENGTHS_MS[level]) % LENGTHS_MS[level]);
  const date = new Date(timeMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
};

/** The end of the one that starts at a time; exclusive. */
export const endOf = (level: Level, startMs: number): number => {
  if (level !== "month") return startMs + LENGTHS_MS[level];
  const date = new Date(startMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
};
