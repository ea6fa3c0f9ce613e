const FIRST_MS = 10_000;
const LONGEST_MS = 600_000;
/** Exchanges become events when they end, and travel: what began this recently may still be on its way. */
const MARGIN_MS = 30_000;
/** A clock further behind belongs to a log of the past that is being loaded: its time does not pass with ours. */
const LIVE_WITHIN_MS = 24 * 3_600_000;

/**
 * When a quiet partition gets a watermark, and which: first ten seconds after its last event, then at doubled distances
 * up to ten minutes, so that a log in which nothing happens hardly grows.
 */
export class Watermarks {
  private distanceMs = FIRST_MS;
  private dueAtMs: number;

  constructor(nowMs: number) {
    this.dueAtMs = nowMs + FIRST_MS;
  }

  /** Something other than a watermark came. */
  stirred(nowMs: number): void {
    this.distanceMs = FIRST_MS;
    this.dueAtMs = nowMs + FIRST_MS;
  }

  /** The time to write as `until`, when a watermark is due for a partition whose clock stands at `clockMs`. */
  due(nowMs: number, clockMs: number | undefined): number | undefined {
    if (nowMs < this.dueAtMs || clockMs === undefined) return undefined;
    this.distanceMs = Math.min(LONGEST_MS, this.distanceMs * 2);
    this.dueAtMs = nowMs + this.distanceMs;
    const untilMs = nowMs - MARGIN_MS;
    return untilMs > clockMs && clockMs > nowMs - LIVE_WITHIN_MS ? untilMs : undefined;
  }
}
