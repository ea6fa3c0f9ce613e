import { createHash } from "node:crypto";
import type { CompiledSpecification, Report, Verdict } from "#checks";
import { createRedactor } from "#observation";
import { createJudge } from "./create-judge.ts";
import type { JudgedEvent, JudgeOptions, Outcome } from "./judge.ts";

const T = Date.UTC(2024, 0, 15, 10);
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const revisionOf = (letter: string) => `sha256:${letter.repeat(64)}`;
const [A, B, C, X] = [revisionOf("a"), revisionOf("b"), revisionOf("c"), revisionOf("d")];
const iso = (ms: number) => new Date(ms).toISOString();

const verdict = (rule: string, timeMs: number): Verdict => ({
  rule,
  severity: "error",
  party: "provider",
  clause: { path: "p", file: "f", line: 1, column: 1, text: "t" },
  subject: "s",
  timeMs,
  message: "It is so.",
  evidence: {},
});

/** Breaches for every exchange, an occurrence for 5xx, and one breach for each minute that the clock passes. */
const compiled = (id: string, revision: string): CompiledSpecification => ({
  specification: { id, title: id, revision, files: [], clauses: [], diagnostics: [], blocks: [] },
  clauses: [],
  scenarios: () => [],
  factsOf: () => ({ outcome: "delivered", signature: "unknown", timestamp: "unknown" }),
  initialState: () => ({ checks: new Map<string, unknown>([["minute", 0]]) }),
  adopt: (state) => state,
  observe(_state, observation, clockMs, report: Report) {
    if (observation.type !== "exchange") return;
    if (observation.method === "CLOCK") return report({ kind: "breach", verdict: verdict("clock", clockMs) });
    if (observation.method === "BUG") throw new Error("a defect");
    report({ kind: "breach", verdict: verdict("test.exchange", observation.timeMs) });
    if ((observation.response?.status ?? 0) >= 500)
      report({ kind: "occurrence", episode: "5xx", verdict: verdict("test.failing", observation.timeMs) });
  },
  advance(state, clockMs, report) {
    const minute = Math.floor(clockMs / 60_000);
    if (minute === state.checks.get("minute")) return;
    state.checks.set("minute", minute);
    report({ kind: "breach", verdict: verdict("test.minute", clockMs) });
  },
  owns: (url) => url.host === `${id}.example.com`,
});

const revisions = new Map(
  [compiled("orders", A), compiled("orders", B), compiled("stock", C)].map((one) => [
    one.specification.revision,
    one,
  ]),
);

const event = (id: string, type: string, timeMs: number, data: object, subject?: string) =>
  JSON.stringify({ specversion: "1.0", id, source: "test", type, time: iso(timeMs), subject, data });

const exchange = (
  id: string,
  timeMs: number,
  extra: { subject?: string; method?: string; status?: number; host?: string } = {},
) =>
  event(
    id,
    "http.exchange.v1",
    timeMs,
    {
      method: extra.method ?? "GET",
      url: `https://${extra.host ?? "orders.example.com"}/a`,
      request: {},
      response: { status: extra.status ?? 200 },
    },
    extra.subject,
  );

const activation = (revision: string, subject = "orders", id = `a-${revision}`) =>
  event(id, "specification.activated.v1", T, { revision }, subject);

const harness = (options: Partial<JudgeOptions> = {}) => {
  const events: JudgedEvent[] = [];
  const judge = createJudge({
    revision: (revision) => revisions.get(revision),
    redactor: createRedactor((text) => hash(text)),
    hash,
    ...options,
  });
  const take = (text: string, appendedAtMs?: number): Outcome =>
    judge.take({ text, appendedAtMs }, (one) => events.push(one));
  const rules = () =>
    events.flatMap(({ event: one }) => (one.type === "ViolationOpened" ? [one.violation.rule] : []));
  return { judge, events, take, rules };
};

describe("revisions", () => {
  it("are active from their activation on, which is stored once", () => {
    const { take, events } = harness();
    expect(take(exchange("1", T))).toMatchObject({ kind: "dead-letter", reason: "UNKNOWN_INTEGRATION" });
    expect(take(activation(A))).toEqual({ kind: "judged" });
    expect(take(activation(A, "orders", "again"))).toEqual({ kind: "duplicate" });
    take(exchange("2", T));
    take(activation(B));
    take(exchange("3", T));
    expect(events.map(({ revision, event: { type } }) => [revision, type])).toEqual([
      [A, "RevisionActivated"],
      [A, "ViolationOpened"],
      [A, "ViolationOpened"],
      [B, "RevisionActivated"],
      [B, "ViolationOpened"],
    ]);
    expect(events[0]).toMatchObject({ stream: "integration-orders", integration: "orders" });
  });

  it("that come again do not turn back what came between", () => {
    const { take, events } = harness();
    take(activation(A));
    take(activation(B));
    expect(take(activation(A))).toEqual({ kind: "duplicate" });
    take(exchange("1", T));
    expect(events.at(-1)?.revision).toBe(B);
    expect(take(activation(A, "orders", "back"))).toEqual({ kind: "judged" });
  });

  it("that are not loaded are asked for, and nothing has changed", () => {
    const { take, events } = harness();
    expect(take(activation(X))).toEqual({ kind: "needs-revision", revision: X });
    expect(events).toEqual([]);
  });

  it("of another integration are refused", () => {
    expect(harness().take(activation(A, "stock"))).toMatchObject({ kind: "dead-letter" });
  });
});

describe("an event's integration", () => {
  it("is its subject's, else its origin's, else unknown", () => {
    const { take, events } = harness();
    take(activation(A));
    take(activation(C, "stock"));
    take(exchange("1", T, { subject: "stock" }));
    take(exchange("2", T, { host: "stock.example.com" }));
    expect(take(exchange("3", T, { host: "else.example.com" }))).toMatchObject({
      reason: "UNKNOWN_INTEGRATION",
    });
    expect(take(exchange("4", T, { subject: "nobody" }))).toMatchObject({ reason: "UNKNOWN_INTEGRATION" });
    const opened = events.filter(({ event: { type } }) => type === "ViolationOpened");
    expect(new Set(opened.map(({ integration }) => integration))).toEqual(new Set(["stock"]));
  });

  it("is the only one's where specifications are fixed", () => {
    const { judge, take, rules } = harness({ fixed: true });
    judge.begin(revisions.get(A)!);
    take(exchange("1", T, { host: "else.example.com" }));
    expect(take(activation(B))).toEqual({ kind: "ignored" });
    expect(rules()).toEqual(["test.exchange", "test.minute"]);
  });
});

describe("time", () => {
  const begun = () => {
    const one = harness();
    one.take(activation(A));
    return one;
  };

  it("is the latest event time or watermark, and never goes back", () => {
    const { judge, take } = begun();
    take(exchange("1", T + 5_000));
    take(exchange("2", T));
    expect(judge.clockMs()).toBe(T + 5_000);
    take(event("w", "watermark.v1", T, { until: iso(T + 120_000) }, "orders"));
    expect(judge.clockMs()).toBe(T + 120_000);
  });

  it("is not moved by an event more than five minutes ahead of its record", () => {
    const { judge, take } = begun();
    take(exchange("1", T), T);
    take(exchange("2", T + 300_000), T);
    expect(judge.clockMs()).toBe(T + 300_000);
    take(exchange("3", T + 600_001), T + 300_000);
    expect(judge.clockMs()).toBe(T + 300_000);
  });

  it("is the record's where the first event is ahead of it", () => {
    const { take, events } = begun();
    take(exchange("1", T + 86_400_000, { method: "CLOCK" }), T);
    expect(events.at(-1)!.occurredAtMs).toBe(T);
  });

  it("lets what is due be said, by a watermark for every integration as well", () => {
    const { take, rules } = begun();
    take(exchange("1", T));
    take(event("w", "watermark.v1", T, { until: iso(T + 120_000) }));
    expect(rules()).toEqual(["test.exchange", "test.minute", "test.minute"]);
  });
});

describe("the log", () => {
  const log = [
    activation(A),
    ...Array.from({ length: 40 }, (_, n) => exchange(`e${n}`, T + n * 7_000, { status: n % 2 ? 200 : 503 })),
  ];
  const whole = () => {
    const one = harness();
    log.forEach((text) => one.take(text));
    return one;
  };

  it("gives the same events with a restart at any record", () => {
    const expected = whole().events;
    for (let at = 1; at < log.length; at += 1) {
      const before = harness();
      log.slice(0, at).forEach((text) => before.take(text));
      const after = harness({ state: structuredClone(before.judge.state()) });
      log.slice(at).forEach((text) => after.take(text));
      expect([...before.events, ...after.events]).toEqual(expected);
    }
  });

  it("is not changed by duplicates, which are counted", () => {
    const one = harness();
    const outcomes = log.flatMap((text) => [one.take(text), one.take(text)]);
    expect(one.events).toEqual(whole().events);
    expect(outcomes.filter(({ kind }) => kind === "duplicate")).toHaveLength(log.length);
  });

  it("knows a duplicate of the event that ends a silence of days", () => {
    const { take } = harness();
    take(activation(A));
    const late = T + 3 * 86_400_000;
    const outcomes = [exchange("1", T), exchange("2", late), exchange("2", late)].map((text) => take(text));
    expect(outcomes.map(({ kind }) => kind)).toEqual(["judged", "judged", "duplicate"]);
  });

  it("shows episodes that are still open, and settles breaches at once", () => {
    const settled: string[] = [];
    const one = harness({ settled: (violation) => settled.push(violation.rule) });
    log.forEach((text) => one.take(text));
    expect(one.judge.openEpisodes()).toMatchObject([{ rule: "test.failing", count: 20 }]);
    expect(new Set(settled)).toEqual(new Set(["test.exchange", "test.minute"]));
  });

  it("has unique event ids", () => {
    const ids = whole().events.map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("what cannot be judged", () => {
  it("is a dead letter with its reason and pointer", () => {
    const { take } = harness();
    expect(take("{")).toMatchObject({ kind: "dead-letter", reason: "NOT_JSON" });
    expect(take(event("1", "http.exchange.v1", T, { method: "GET" }))).toMatchObject({
      reason: "INVALID_EVENT",
    });
    expect(take(event("1", "other.v1", T, {}))).toEqual({ kind: "ignored" });
  });

  it("is a dead letter of reason ENGINE_BUG where a check fails, and the next record is judged", () => {
    const { take, rules } = harness();
    take(activation(A));
    expect(take(exchange("1", T, { method: "BUG" }))).toMatchObject({ reason: "ENGINE_BUG" });
    take(exchange("2", T));
    expect(rules()).toContain("test.exchange");
  });
});
