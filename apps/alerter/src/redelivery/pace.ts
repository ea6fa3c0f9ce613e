/** Spreads what goes to one endpoint: so many a second, one after the other, and no burst after a pause. */
export class Pace {
  private readonly nextMs = new Map<string, number>();
  private readonly gapMs: number;

  constructor(perSecond: number) {
    this.gapMs = 1000 / perSecond;
  }

  /** When the next one may go to this endpoint; that time is then taken. */
  reserve(endpoint: string, nowMs: number): number {
    const atMs = Math.max(nowMs, this.nextMs.get(endpoint) ?? 0);
    this.nextMs.set(endpoint, atMs + this.gapMs);
    return atMs;
  }
}
