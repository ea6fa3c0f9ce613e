import { createHash } from "node:crypto";
import type { Signal, Verdict } from "#checks";
import { emptyLedger, expire, openEpisodes, record, type LedgerSink, type LedgerState } from "./ledger.ts";
import { aVerdict } from "./violation.fixture.ts";
import type { Violation, ViolationEvent } from "./violation.ts";

const MINUTE = 60_000;
const hash = (text: string) => createHash("sha256").update(text).digest("hex");

const harness = (ledger: LedgerState = emptyLedger()) => {
  const events: ViolationEvent[] = [];
  const settled: Violation[] = [];
  const sink: LedgerSink = {
    event: (event) => events.push(event),
    settled: (violation) => settled.push(violation),
  };
  let last = 0;
  const say = (signal: Signal, atMs: number, id = `e${(last += 1)}`) =>
    record(ledger, signal, { integration: "orders", source: "s", id }, atMs, hash, sink);
  const occur = (atMs: number, verdict: Partial<Verdict> = {}, extra = {}) =>
    say(
      { kind: "occurrence", episode: "418", verdict: { ...aVerdict, timeMs: atMs, ...verdict }, ...extra },
      atMs,
    );
  return { ledger, events, settled, say, occur, sink };
};

const T = aVerdict.timeMs;

describe("breaches", () => {
  it("are told at once and kept nowhere", () => {
    const { say, events, settled, ledger } = harness();
    say({ kind: "breach", verdict: aVerdict }, T);
    expect(events).toEqual([{ type: "ViolationOpened", violation: settled[0] }]);
    expect(settled[0]).toMatchObject({ count: 1, eventIds: ["e1"], time: "2024-01-15T10:30:00.000Z" });
    expect(ledger.episodes.size).toBe(0);
  });

  it("have ids that differ by what rules.md names, and by nothing else", () => {
    const { say, settled } = harness();
    const clause = { ...aVerdict.clause, path: "other" };
    for (const verdict of [
      aVerdict,
      { ...aVerdict, message: "Said otherwise.", timeMs: 1, severity: "error" as const },
      { ...aVerdict, subject: "419" },
      { ...aVerdict, rule: "other.rule" },
      { ...aVerdict, environment: "sandbox" },
      { ...aVerdict, clause },
    ])
      say({ kind: "breach", verdict }, T, "same");
    say({ kind: "breach", verdict: aVerdict }, T, "another");
    const ids = settled.map((violation) => violation.id);
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(6);
  });

  it("take the first of their causes as the opening event", () => {
    const { say, settled } = harness();
    const causes = [
      { source: "s", id: "early" },
      { source: "s", id: "late" },
    ];
    say({ kind: "breach", verdict: { ...aVerdict, causes } }, T);
    say({ kind: "breach", verdict: aVerdict }, T, "early");
    expect(settled[0]).toMatchObject({ id: settled[1]!.id, eventIds: ["early", "late"] });
  });
});

describe("episodes", () => {
  it("keep id, time and clause, count exactly, and keep the first five and last five event ids", () => {
    const { occur, say, events, settled } = harness();
    for (let n = 0; n < 112; n += 1) occur(T + n);
    say({ kind: "end", episode: "418" }, T + 200);
    expect(events.map((event) => (event.type === "ViolationRecurred" ? event.count : event.type))).toEqual([
      "ViolationOpened",
      10,
      100,
      112,
    ]);
    expect(settled).toHaveLength(1);
    expect(settled[0]).toMatchObject({ count: 112, time: "2024-01-15T10:30:00.000Z" });
    expect(settled[0]!.eventIds).toEqual([
      "e1",
      "e2",
      "e3",
      "e4",
      "e5",
      "e108",
      "e109",
      "e110",
      "e111",
      "e112",
    ]);
  });

  it("escalate at the first graver occurrence", () => {
    const { occur, events, ledger } = harness();
    occur(T);
    occur(T + 1, { severity: "error" });
    occur(T + 2, { severity: "info" });
    expect(events.map((event) => event.type)).toEqual(["ViolationOpened", "ViolationEscalated"]);
    expect(openEpisodes(ledger)).toMatchObject([{ severity: "error", count: 3 }]);
  });

  it("end at their own end, with five minutes for what is logged late", () => {
    const { occur, settled, ledger, sink } = harness();
    const endsAtMs = T + 30 * MINUTE;
    occur(T, {}, { endsAtMs });
    expire(ledger, endsAtMs + 5 * MINUTE - 1, sink);
    occur(endsAtMs - 1, {}, { endsAtMs });
    expect(settled).toEqual([]);
    expire(ledger, endsAtMs + 6 * MINUTE, sink);
    expect(settled).toMatchObject([{ count: 2 }]);
  });

  it("are one however late they are logged", () => {
    const { say, settled, ledger, sink } = harness();
    const endsAtMs = T + 30 * MINUTE;
    const late: Signal = { kind: "occurrence", episode: "418", verdict: aVerdict, endsAtMs };
    const clockMs = endsAtMs + 600 * MINUTE;
    for (let told = 0; told < 3; told += 1) say(late, clockMs);
    expire(ledger, clockMs + 5 * MINUTE - 1, sink);
    expect(settled).toEqual([]);
    expire(ledger, clockMs + 6 * MINUTE, sink);
    expect(settled).toMatchObject([{ count: 3 }]);
  });

  it("end after a day without occurrence, and the next one opens another", () => {
    const { occur, settled, ledger } = harness();
    occur(T);
    occur(T + 24 * 60 * MINUTE - 1);
    expect(settled).toEqual([]);
    occur(T + 48 * 60 * MINUTE);
    expect(settled).toMatchObject([{ count: 2 }]);
    expect(openEpisodes(ledger)[0]!.id).not.toBe(settled[0]!.id);
  });

  it("survive a structured clone of the ledger", () => {
    const whole = harness();
    const first = harness();
    for (let n = 0; n < 5; n += 1) [whole, first].forEach(({ occur }) => occur(T + n));
    const second = harness(structuredClone(first.ledger));
    for (let n = 5; n < 12; n += 1) {
      whole.occur(T + n);
      second.say(
        { kind: "occurrence", episode: "418", verdict: { ...aVerdict, timeMs: T + n } },
        T + n,
        `e${n + 1}`,
      );
    }
    expect([...first.events, ...second.events]).toEqual(whole.events);
    expect(openEpisodes(second.ledger)).toEqual(openEpisodes(whole.ledger));
  });
});
