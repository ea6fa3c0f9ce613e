import { createJudge, type Judge, type JudgedEvent, type Outcome } from "#judge";
import { sha256Hex } from "#platform";
import type { IncomingRecord } from "#stream";
import { attributesOf } from "../../apps/monitor/src/records/attributes.ts";
import { toNewEvent } from "../../apps/monitor/src/records/to-new-event.ts";
import { redactor } from "../../apps/monitor/src/testing/session-harness.ts";
import type { ModelEvent, StoreModel } from "../../apps/monitor/src/testing/store-model.ts";
import { COMPILED } from "./precompiled-library.ts";
import { POISON } from "./simulated-log.ts";

/** Such a record is given to no check: those after it are judged as though it were not there. */
const FAILED: Outcome = { kind: "dead-letter", reason: "ENGINE_BUG", message: "" };

/** What the store holds when all below an offset is judged: how many events and dead letters, of all there are. */
interface Reached {
  events: number;
  deadLetters: number;
}

/** A run without faults over the same log: what the store must hold at each offset. */
export class Oracle {
  private readonly reached: Reached[] = [{ events: 0, deadLetters: 0 }];
  private readonly events: ModelEvent[] = [];
  private readonly deadLetters: string[] = [];
  private readonly ids = new Set<string>();
  private readonly versions = new Map<string, number>();
  private readonly judge: Judge = createJudge({
    revision: (revision) => COMPILED.get(revision),
    redactor,
    hash: sha256Hex,
    attempts: true,
  });

  constructor(private readonly log: readonly IncomingRecord[]) {}

  /** What is wrong with the store as it stands; undefined when nothing is. */
  problem(store: StoreModel): string | undefined {
    const { nextOffset, events, deadLetters } = store;
    this.judgeUpTo(nextOffset);
    const expected = this.reached[nextOffset]!;
    const place = ({ eventId, stream, position, version }: ModelEvent): string =>
      `${eventId} in ${stream}, version ${version}, position ${position}`;
    for (let at = 0; at < Math.max(events.length, expected.events); at++) {
      const event = events[at];
      const stored = event && place(event);
      const due = at < expected.events ? place(this.events[at]!) : undefined;
      if (stored !== due)
        return `At offset ${nextOffset} event ${at + 1} of the store is ${stored ?? "missing"}, not ${due ?? "none"}.`;
    }
    const letters = deadLetters.map(({ offset, reason }) => `${offset} ${reason}`).join();
    const due = this.deadLetters.slice(0, expected.deadLetters).join();
    return letters === due ? undefined : `The dead letters are ${letters}, not ${due}.`;
  }

  /** What is wrong once all is judged, to the byte. */
  problemAtEnd(store: StoreModel): string | undefined {
    if (store.nextOffset !== this.log.length)
      return `The store stands at offset ${store.nextOffset} of ${this.log.length}, and nothing happens any more.`;
    const problem = this.problem(store);
    if (problem) return problem;
    const at = store.events.findIndex((e, n) => JSON.stringify(e) !== JSON.stringify(this.events[n]));
    if (at < 0) return undefined;
    return `Event ${at + 1} is ${JSON.stringify(store.events[at])}, not ${JSON.stringify(this.events[at])}.`;
  }

  private judgeUpTo(offset: number): void {
    while (this.reached.length <= offset) this.judgeNext(this.log[this.reached.length - 1]!);
  }

  private judgeNext(record: IncomingRecord): void {
    const text = String(record.value);
    const taken = { text, attributes: attributesOf(record), appendedAtMs: record.appendedAtMs };
    const outcome = text.includes(`"${POISON}"`) ? FAILED : this.judge.take(taken, this.keep);
    if (outcome.kind === "dead-letter") this.deadLetters.push(`${record.offset} ${outcome.reason}`);
    this.reached.push({ events: this.events.length, deadLetters: this.deadLetters.length });
  }

  private readonly keep = (said: JudgedEvent): void => {
    const event = toNewEvent(said);
    if (this.ids.has(event.eventId)) return;
    this.ids.add(event.eventId);
    const version = (this.versions.get(event.stream) ?? 0) + 1;
    this.versions.set(event.stream, version);
    this.events.push({ ...event, position: this.events.length + 1, version });
  };
}
