import type { IncomingRecord, OutgoingRecord } from "#stream";
import { activation } from "../../apps/monitor/src/testing/session-harness.ts";
import { order, shopSpecification } from "../../apps/monitor/src/testing/shop.ts";

type Entry = Pick<IncomingRecord, "value" | "headers" | "appendedAtMs">;

const MOST_WATERMARKS = 8;
const A_DAY_LATER = 90_000;

/** The id of an event on which a check fails: a defect that every process shares. */
export const POISON = "order-12";

const first = shopSpecification();
const second = shopSpecification("\nAnother revision.\n");

/** The revisions that are activated in the log. */
export const SPECIFICATIONS = [first, second];

/** Taken by the log a second after its time, or later. */
const taken = (text: string, laterMs = 0): Entry => {
  const { time } = JSON.parse(text) as { time: string };
  return { value: Buffer.from(text), headers: {}, appendedAtMs: Date.parse(time) + 1000 + laterMs };
};
const orders = (...seconds: number[]): Entry[] => seconds.map((second) => taken(order(second)));
/** To an endpoint that nobody documented: an episode an hour. */
const refunds = (...seconds: number[]): Entry[] =>
  seconds.map((second) => taken(order(second).replaceAll("/orders", "/refunds")));
/** A record that a monitor wrote, under an id that is the same in every run. */
const control = ({ value, headers }: OutgoingRecord, id: string, appendedAtMs: number): Entry => ({
  value,
  headers: { ...headers, ce_id: id },
  appendedAtMs,
});

const before = [...orders(0, 1), ...refunds(2), ...orders(3), ...refunds(4, 5), ...orders(3, 6, 7)];
const startMs = before[0]!.appendedAtMs;
const broken: Entry = { value: Buffer.from("{"), headers: {}, appendedAtMs: startMs + 8000 };

/** Opens, recurs and ends episodes; with duplicates, one of them a day late, dead letters, a poison and two activations. */
const ENTRIES: readonly Entry[] = [
  control(activation(first), "first", startMs),
  ...before,
  broken,
  ...refunds(8),
  ...orders(9, 10, 6),
  control(activation(second), "second", startMs + 11_000),
  ...orders(12, 13),
  ...refunds(3700, 3701),
  ...orders(4200, 3699),
  { ...broken, appendedAtMs: startMs + 4_201_000 },
  ...refunds(7300, 7310),
  ...orders(7320, A_DAY_LATER),
  taken(order(3), A_DAY_LATER * 1000),
  ...orders(A_DAY_LATER + 1, A_DAY_LATER + 3),
];

/** One partition that grows; monitors write their watermarks into it. */
export class SimulatedLog {
  readonly records: IncomingRecord[] = [];
  private written = 0;
  private watermarks = 0;
  private waiting: (() => void)[] = [];

  /** Takes as many more of the producers' records; returns when the last of them came. */
  grow(count = ENTRIES.length): number {
    for (const entry of ENTRIES.slice(this.written, this.written + count)) this.push(entry);
    this.written = Math.min(this.written + count, ENTRIES.length);
    this.wake();
    return ENTRIES[Math.max(0, this.written - 1)]!.appendedAtMs;
  }

  append(records: readonly OutgoingRecord[], nowMs: number): void {
    this.watermarks += records.length;
    if (this.watermarks > MOST_WATERMARKS) throw new Error("The log is full.");
    for (const record of records) this.push(control(record, `watermark-${this.watermarks}`, nowMs));
    this.wake();
  }

  /** Resolves when there may be something to do: records have come, time has passed, or the partition is lost. */
  change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const go = (): void => {
        signal.removeEventListener("abort", go);
        resolve();
      };
      signal.addEventListener("abort", go, { once: true });
      this.waiting.push(go);
    });
  }

  wake(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const go of waiting) go();
  }

  private push(entry: Entry): void {
    this.records.push({ ...entry, offset: this.records.length, key: first.id });
  }
}
