import { Problem } from "#platform";
import { bucketsOf, SERIES_RESOLUTIONS, type Period, type Resolution } from "#read-models";
import type { PeriodQuery } from "./service-level-queries.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MAX_BUCKETS = 1_500;
/** As many buckets as a chart shows. */
const SHOWN_BUCKETS = 400;
const MAX_YEARS = 10;

const refuse = (parameter: string, message: string): never => {
  throw new Problem(400, `${message}.`, { errors: [{ parameter, message }] });
};

/** The end of the month that starts at an instant. */
export const endOfMonth = (start: Date): number => Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1);

/** The period that was asked for: a month, or from and to, by default as long as `spanMs` until `untilMs`. */
export const askedPeriod = ({ month, from, to }: PeriodQuery, untilMs: number, spanMs = DAY_MS): Period => {
  if (month) {
    if (from ?? to) refuse("month", "month stands instead of from and to");
    return { fromMs: month.getTime(), toMs: endOfMonth(month) };
  }
  const toMs = Math.ceil((to?.getTime() ?? untilMs) / MINUTE_MS) * MINUTE_MS;
  const fromMs = Math.floor((from?.getTime() ?? toMs - spanMs) / MINUTE_MS) * MINUTE_MS;
  if (toMs <= fromMs) refuse("to", "to is not after from");
  if (toMs - fromMs > MAX_YEARS * 366 * DAY_MS) refuse("from", `at most ${MAX_YEARS} years are told at once`);
  return { fromMs, toMs };
};

/** The buckets of a period, in the resolution asked for or the finest that a chart shows, from `finest` on. */
export const askedBuckets = (
  period: Period,
  resolution: Resolution | undefined,
  finest: Resolution = "1m",
): { resolution: Resolution; buckets: Period[] } => {
  if (resolution) {
    const buckets = bucketsOf(period, resolution, MAX_BUCKETS);
    const refused = () =>
      refuse(
        "resolution",
        `more than ${MAX_BUCKETS} buckets of ${resolution} lie in that period: a longer one is needed`,
      );
    return { resolution, buckets: buckets ?? refused() };
  }
  for (const fitting of SERIES_RESOLUTIONS.slice(SERIES_RESOLUTIONS.indexOf(finest))) {
    const buckets = bucketsOf(period, fitting, SHOWN_BUCKETS);
    if (buckets) return { resolution: fitting, buckets };
  }
  return refuse("from", "the period is too long");
};
