import type { Draft } from "../exchange/draft.ts";

const endOf = (draft: Draft) => draft.startMs + draft.durationMs;

/** Exchanges that have begun, given out in the order in which they end: an exchange is logged when it ends. */
export class LogOrder {
  private readonly waiting: Draft[] = [];

  get size(): number {
    return this.waiting.length;
  }

  add(draft: Draft): void {
    let place = this.waiting.length;
    while (place > 0 && endOf(this.waiting[place - 1]!) > endOf(draft)) place--;
    this.waiting.splice(place, 0, draft);
  }

  /** Removes and returns those that have ended by `timeMs`. */
  endedBy(timeMs: number): Draft[] {
    let ended = 0;
    while (ended < this.waiting.length && endOf(this.waiting[ended]!) <= timeMs) ended++;
    return this.waiting.splice(0, ended);
  }
}
