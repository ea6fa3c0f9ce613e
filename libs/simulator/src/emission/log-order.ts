import type { Draft } from "../draft.ts";
import { endOf } from "../draft-base.ts";

interface Waiting {
  draft: Draft;
  endMs: number;
  /** How many were added before. */
  added: number;
}

const isBefore = (one: Waiting, other: Waiting) =>
  one.endMs < other.endMs || (one.endMs === other.endMs && one.added < other.added);

/** Events that have begun or are to come, given out in the order in which they end: a binary heap. */
export class LogOrder {
  private readonly heap: Waiting[] = [];
  private added = 0;

  add(draft: Draft): void {
    const waiting = { draft, endMs: endOf(draft), added: this.added++ };
    let place = this.heap.push(waiting) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(waiting, this.heap[parent]!)) break;
      this.heap[place] = this.heap[parent]!;
      place = parent;
    }
    this.heap[place] = waiting;
  }

  /** Removes and returns the next one that has ended by `timeMs`. */
  nextBy(timeMs: number): Draft | undefined {
    const first = this.heap[0];
    if (first === undefined || first.endMs > timeMs) return undefined;
    const last = this.heap.pop()!;
    if (this.heap.length > 0) this.sink(last);
    return first.draft;
  }

  private sink(waiting: Waiting): void {
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.heap.length) break;
      if (child + 1 < this.heap.length && isBefore(this.heap[child + 1]!, this.heap[child]!)) child++;
      if (!isBefore(this.heap[child]!, waiting)) break;
      this.heap[place] = this.heap[child]!;
      place = child;
    }
    this.heap[place] = waiting;
  }
}
