import type { ReactNode } from "react";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const absolute = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

const spoken = (timeMs: number, nowMs: number): string => {
  const age = nowMs - timeMs;
  if (age < 0 || age >= DAY_MS) return absolute.format(timeMs);
  if (age < MINUTE_MS) return "just now";
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} min ago`;
  return `${Math.floor(age / HOUR_MS)} h ago`;
};

/** How long ago, as short as can be: `2 min`, `3 h`, `5 d`. */
export const age = (at: string): string => {
  const age = Math.max(0, Date.now() - Date.parse(at));
  if (age < MINUTE_MS) return "now";
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} min`;
  return age < 2 * DAY_MS ? `${Math.floor(age / HOUR_MS)} h` : `${Math.floor(age / DAY_MS)} d`;
};

/** A time in the viewer's zone, relative under one day; UTC to the millisecond on hover. */
export const Moment = ({ at }: { at: string }): ReactNode => (
  <time dateTime={at} title={at.replace("T", " ").replace("Z", " UTC")}>
    {spoken(Date.parse(at), Date.now())}
  </time>
);
