import type { ReactNode } from "react";
import type { TimelineLine } from "../data/deliveries.ts";

/** The whole track is so many times the declared delay. */
const WHOLE = 1.75;

const shareOf = (ms: number, delayMs: number): number =>
  delayMs <= 0 ? 0 : Math.min(100, Math.max(0, (ms / delayMs / WHOLE) * 100));

/** A wait drawn as a share of the declared delay, with the due window as a box; the words beside it say the same. */
export const ScheduleTrack = ({ line }: { line: TimelineLine }): ReactNode => {
  const { window, waitedMs = 0, timing, attemptId } = line;
  if (!window) return null;
  const since = Date.parse(window.since);
  const { delayMs } = window.clause;
  const from = shareOf(window.from === undefined ? 0 : Date.parse(window.from) - since, delayMs);
  const until = shareOf(Date.parse(window.until) - since, delayMs);
  const waited = shareOf(waitedMs, delayMs);
  const end = `${waited}%`;
  return (
    <svg className={`track track-${timing}`} aria-hidden="true">
      <line className="track-rest" x1="0" x2="100%" y1="10" y2="10" />
      <rect className="track-window" x={`${from}%`} width={`${until - from}%`} y="2" height="16" />
      <line className="track-run" x1="0" x2={end} y1="10" y2="10" />
      {attemptId === undefined ? (
        <line className="track-now" x1={end} x2={end} y1="0" y2="20" />
      ) : (
        <circle className="track-dot" cx={end} cy="10" r="4" />
      )}
    </svg>
  );
};
