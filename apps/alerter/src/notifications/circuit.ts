const CLOSED_FAILURES = 3;
const FIRST_MS = 2000;
const MOST_MS = 60_000;

/** Lets a receiver that is down alone for a while: after three failures in a row, one attempt now and then. */
export class Circuit {
  private failures = 0;
  private openUntilMs = 0;

  /** How many attempts may be made now, of so many that could. */
  allowed(nowMs: number, most: number): number {
    if (this.failures < CLOSED_FAILURES) return most;
    return nowMs >= this.openUntilMs ? 1 : 0;
  }

  succeeded(): void {
    this.failures = 0;
  }

  failed(nowMs: number): void {
    this.failures += 1;
    if (this.failures >= CLOSED_FAILURES)
      this.openUntilMs = nowMs + backoffMs(this.failures - CLOSED_FAILURES + 1, FIRST_MS, MOST_MS);
  }
}

/** The pause before the attempt after the n-th: twice as long each time up to a most, half of it by chance. */
export const backoffMs = (attempt: number, firstMs: number, mostMs: number): number =>
  Math.min(firstMs * 2 ** (attempt - 1), mostMs) * (0.5 + Math.random() / 2);
