import type { Signal } from "../../verdict.ts";
import { exchange } from "../../testing/fixtures.ts";
import { attempt, broken, documented, heard, RETRIES, START_MS, type Log } from "./delivery.fixture.ts";

const retries = documented(RETRIES);
const DAY = 86_400;
const nth = (number: number, at: number, more: Partial<Parameters<typeof attempt>[0]> = {}) =>
  attempt({ at, attempt: number, ...more });

/** Deliveries in all states at once: failing, early, late, exhausted, doubled, sent by hand. */
const BUSY: Log = [
  nth(1, 0, { eventId: "a" }),
  nth(1, 1, { eventId: "b", answer: 200 }),
  attempt({ at: 2, eventId: "c" }),
  nth(2, 9, { eventId: "a" }),
  attempt({ at: 30, eventId: "c", manual: true }),
  nth(2, 40, { eventId: "b" }),
  attempt({ at: 62, eventId: "c", observedBy: "sender" }),
  300,
  nth(5, 400, { eventId: "d" }),
  nth(6, 401, { eventId: "d" }),
  nth(3, 2_000, { eventId: "a", answer: 200, took: 40 }),
  9_000,
  attempt({ at: 9_500, eventId: "c" }),
  99_999,
];

describe("what is remembered of deliveries", () => {
  it("survives a restart after each event", () => {
    const told = heard(retries, BUSY);
    expect(told.length).toBeGreaterThan(6);
    expect(heard(retries, BUSY, (state) => structuredClone(state))).toEqual(told);
    for (let restart = 0; restart < BUSY.length; restart += 1) {
      let event = 0;
      expect(heard(retries, BUSY, (state) => (event++ === restart ? structuredClone(state) : state))).toEqual(
        told,
      );
    }
  });

  it("survives a revision that asks for the same", () => {
    const other = documented(RETRIES, "environments: { live: { base_url: 'https://api.shop.test' } }");
    const told = heard(retries, BUSY);
    const signals: Signal[] = [];
    let state = retries.initialState();
    let clockMs = 0;
    for (const [index, one] of BUSY.entries()) {
      const revision = index % 2 === 0 ? retries : other;
      state = revision.adopt(state);
      const timeMs = typeof one === "number" ? START_MS + one * 1000 : one.timeMs;
      clockMs = Math.max(clockMs, timeMs);
      if (typeof one !== "number") revision.observe(state, one, clockMs, (signal) => signals.push(signal));
      revision.advance(state, clockMs, (signal) => signals.push(signal));
    }
    expect(signals.map((signal) => signal.kind === "breach" && signal.verdict.rule)).toEqual(
      told.map(({ rule }) => rule),
    );
  });

  it("holds nobody to a policy that was changed meanwhile", () => {
    const changed = documented(RETRIES.replace("1 minute", "5 seconds"));
    const rules: string[] = [];
    const report = (signal: Signal) => void (signal.kind === "breach" && rules.push(signal.verdict.rule));
    const begun = retries.initialState();
    retries.observe(begun, nth(1, 0), START_MS, report);
    const state = changed.adopt(begun);
    changed.advance(state, START_MS + 9_000_000, report);
    for (const number of [5, 6]) {
      changed.observe(state, nth(number, 9_000 + number), START_MS + 9_100_000, report);
    }
    expect(rules).toEqual([]);
    changed.observe(state, nth(5, 9_100, { eventId: "new" }), START_MS + 9_100_000, report);
    expect(rules).toEqual(["webhook.exhausted"]);
  });

  it("is forgotten when nothing was heard for long", () => {
    const log: Log = [
      nth(1, 0, { answer: 200 }),
      nth(1, DAY, { eventId: "b" }),
      nth(1, 2 * DAY, { eventId: "c" }),
    ];
    const forgotten = broken(retries, ...log, nth(2, 2 * DAY + 1));
    expect(forgotten.filter((rule) => rule === "duplicate-delivery")).toEqual([]);
  });

  it("tells what was due before a long silence", () => {
    expect(broken(retries, nth(1, 0), nth(1, 30 * DAY, { eventId: "b", answer: 200 }))).toEqual([
      "retry-overdue",
    ]);
    expect(broken(retries, nth(1, 0), nth(2, 30 * DAY, { answer: 200 }))).toEqual(["retry-overdue"]);
  });

  it("is bounded", () => {
    const state = retries.initialState();
    const report = () => undefined;
    for (let index = 0; index < 110_000; index += 1) {
      const record = nth(1, 0, { eventId: `e${index}`, answer: index % 2 === 0 ? 500 : "none" });
      retries.observe(state, record, START_MS, report);
    }
    const { deliveries, due } = state.checks.get("webhook.deliveries") as {
      deliveries: { open: { recent: Map<string, unknown>; older: Map<string, unknown> } };
      due: { keys: string[] };
    };
    const kept = deliveries.open.recent.size + deliveries.open.older.size;
    expect(kept).toBeGreaterThan(90_000);
    expect(kept).toBeLessThanOrEqual(100_000);
    expect(due.keys.length).toBeLessThan(201_000);
    retries.advance(state, START_MS + 9_000_000, report);
    expect(due.keys).toEqual([]);
  });
});

describe("what nobody can know", () => {
  it("mutes what is missing for a source that was seen to sample", () => {
    const rules: string[] = [];
    const report = (signal: Signal) => void (signal.kind === "breach" && rules.push(signal.verdict.rule));
    const state = retries.initialState();
    const sampled = exchange({ source: "sender", partial: true, timeMs: START_MS });
    retries.observe(state, sampled, START_MS, report);
    retries.observe(state, nth(1, 0), START_MS, report);
    retries.observe(state, nth(1, 0, { source: "whole", eventId: "evt_2" }), START_MS, report);
    retries.observe(state, nth(2, 5_000, { answer: 200 }), START_MS + 5_000_000, report);
    retries.advance(state, START_MS + 9_000_000, report);
    expect(rules).toEqual(["webhook.retry-overdue"]);
  });

  it("mutes what is missing after an attempt that says that it is sampled", () => {
    expect(broken(retries, nth(1, 0, { partial: true }), 99_999)).toEqual([]);
    expect(broken(retries, nth(1, 0, { partial: true }), nth(2, 9, { partial: true }))).toEqual([
      "retry-early",
    ]);
    expect(broken(retries, attempt({ at: 0, partial: true }), attempt({ at: 9, partial: true }))).toEqual([]);
  });

  it("takes no time from an attempt that is ahead of the clock", () => {
    const rules: string[] = [];
    const report = (signal: Signal) => void (signal.kind === "breach" && rules.push(signal.verdict.rule));
    const state = retries.initialState();
    retries.observe(state, nth(1, 5_000), START_MS, report);
    retries.observe(state, nth(2, 1), START_MS + 1_000, report);
    retries.advance(state, START_MS + 10_000, report);
    expect(rules).toEqual([]);
  });
});

describe("the account of clauses", () => {
  it("names the rules of each, and says of the first step why not", () => {
    const { clauses } = documented(RETRIES);
    expect(clauses.map(({ path, enforcedBy, reasonNot }) => [path, reasonNot ?? enforcedBy])).toEqual([
      ["webhooks.retry_policy.attempts", ["webhook.too-many-attempts", "webhook.exhausted"]],
      ["webhooks.retry_policy.schedule[0]", expect.stringContaining("first attempt's own delay")],
      ...[1, 2, 3, 4].map((index) => [
        `webhooks.retry_policy.schedule[${index}]`,
        ["webhook.retry-early", "webhook.retry-overdue"],
      ]),
      ["webhooks.retry_policy.success_criteria", ["webhook.too-slow", "webhook.duplicate-delivery"]],
    ]);
  });

  it("lets the last step stand for the number of attempts", () => {
    const { clauses } = documented("webhooks: { retry_policy: { schedule: [Immediate, 1m] } }");
    expect(clauses.at(-1)?.enforcedBy).toEqual([
      "webhook.retry-early",
      "webhook.retry-overdue",
      "webhook.too-many-attempts",
      "webhook.exhausted",
    ]);
  });
});
