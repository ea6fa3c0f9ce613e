const HOUR_MS = 3_600_000;
/** What comes within this time of its clock is in time. */
const ORDINARY_MS = 60_000;
/** What comes later than that was not shipped late, but has another clock. */
const WORST_MS = 15 * 60_000;

/** By how much the log ran behind the clock at worst, in this hour and the one before; plain data. */
export interface Lateness {
  hour: number;
  recentMs: number;
  olderMs: number;
}

/** Nothing came late. */
export const noLateness = (): Lateness => ({ hour: 0, recentMs: 0, olderMs: 0 });

const turn = (late: Lateness, clockMs: number): void => {
  const hour = Math.floor(clockMs / HOUR_MS);
  if (hour === late.hour) return;
  late.olderMs = hour === late.hour + 1 ? late.recentMs : 0;
  late.recentMs = 0;
  late.hour = hour;
};

/** Notes what was logged well behind the clock. */
export const noteLateness = (late: Lateness, timeMs: number, clockMs: number): void => {
  turn(late, clockMs);
  const ms = clockMs - timeMs;
  if (ms > ORDINARY_MS && ms <= WORST_MS) late.recentMs = Math.max(late.recentMs, ms);
};

/** By how much what belongs to the latest events may still be behind. */
export const latenessOf = (late: Lateness, clockMs: number): number => {
  turn(late, clockMs);
  return Math.max(late.recentMs, late.olderMs);
};
