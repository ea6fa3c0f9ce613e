/** Bytes of requests being taken at once, bounded so that a slow stream refuses instead of filling the memory. */
export class InFlight {
  private bytes = 0;

  constructor(private readonly limit: number) {}

  /** Whether there is room for these bytes, which then are taken. */
  take(bytes: number): boolean {
    if (this.bytes + bytes > this.limit) return false;
    this.bytes += bytes;
    return true;
  }

  release(bytes: number): void {
    this.bytes -= bytes;
  }
}
