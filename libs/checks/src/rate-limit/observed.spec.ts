import { compileSpecification } from "../engine/compile-specification.ts";
import { clause, headers, specification } from "../testing/fixtures.ts";
import type { Signal } from "../verdict.ts";
import { rateLimitFamily } from "./rate-limit-family.ts";
import { brief, call, entry, MINUTE, observedPast, perDay, perMinute, run, T } from "./rate-limit.fixture.ts";

const DUE = T + MINUTE;
const refused = () => call(T, { status: 429 });
const judge = (clauses: readonly unknown[], exchanges: Parameters<typeof run>[1], untilMs: number) =>
  run(clauses, [observedPast(), ...exchanges], untilMs);

describe("rate-limit.premature in a log that begins in mid-traffic", () => {
  const hour = (limit: number) => perMinute(limit, { window: 60 * MINUTE });
  const dayStart = T - 10 * 60 * MINUTE;
  const since = (clauses: readonly unknown[], first: Parameters<typeof run>[1][number], atMs = T) =>
    brief(run(clauses, [first, call(atMs, { status: 429, durationMs: 0 })], atMs + MINUTE));

  it.each([
    ["a minute", perMinute(10), T - MINUTE + 1, T - MINUTE],
    ["an hour", hour(10), T - 60 * MINUTE + 1, T - 60 * MINUTE],
    ["a UTC day", perDay(10), dayStart + 1, dayStart],
  ])("is muted until the whole window of a limit per %s is observed", (_, limit, tooLate, inTime) => {
    const first = (timeMs: number) => call(timeMs, { client: "other", durationMs: 0 });
    expect(since([limit], first(tooLate))).toEqual([]);
    expect(since([limit], first(inTime))).toEqual(["premature error 1"]);
    expect(since([limit, perMinute(1_000)], first(tooLate))).toEqual([]);
  });

  it("is muted when the first of all is refused", () => {
    expect(run([perMinute(10)], [refused()], DUE)).toEqual([]);
  });

  it("just after midnight asks for the day before as well", () => {
    const first = (timeMs: number) => call(timeMs, { client: "other" });
    expect(since([perDay(10)], first(dayStart - MINUTE), dayStart + 1_999)).toEqual([]);
    expect(since([perDay(10)], first(dayStart - MINUTE), dayStart + 2_000)).toEqual(["premature error 1"]);
    const dayBefore = first(dayStart - 24 * 60 * MINUTE - MINUTE);
    const log = [dayBefore, first(dayStart - MINUTE), call(dayStart + 1_999, { status: 429 })];
    expect(brief(run([perDay(10)], log, dayStart + 2 * MINUTE))).toEqual(["premature error 1"]);
  });

  it("knows nothing of what ended before the first exchange did", () => {
    const slow = call(T - MINUTE - 5_000, { client: "other", durationMs: 5_001 });
    expect(since([perMinute(10)], slow)).toEqual([]);
    expect(since([perMinute(10)], { ...slow, durationMs: 5_000 })).toEqual(["premature error 1"]);
  });

  it("asks since when the refusal's source is observed, and every other one that saw the client", () => {
    const late = call(T - 30_000, { source: "late", durationMs: 0 });
    const byLate = (timeMs: number) => call(timeMs, { source: "late", status: 429 });
    expect(brief(judge([perMinute(10)], [refused()], DUE))).toEqual(["premature error 1"]);
    expect(judge([perMinute(10)], [byLate(T)], DUE)).toEqual([]);
    expect(judge([perMinute(10)], [late, refused()], DUE)).toEqual([]);
    expect(judge([perDay(10)], [late, refused()], DUE)).toEqual([]);
    expect(brief(judge([perMinute(10)], [{ ...late, client: "other" }, refused()], DUE))).toEqual([
      "premature error 1",
    ]);
    const longAfter = [late, byLate(T + MINUTE)];
    expect(brief(judge([perMinute(10)], longAfter, DUE + MINUTE))).toEqual(["premature error 1"]);
    expect(judge([perDay(10)], longAfter, DUE + MINUTE)).toEqual([]);
  });
});

describe("rate-limit.premature under another revision", () => {
  const compiled = (...clauses: unknown[]) =>
    compileSpecification(specification(...clauses), [rateLimitFamily]);
  const after = (first: ReturnType<typeof compiled>, second: ReturnType<typeof compiled>, atMs: number) => {
    const told: string[] = [];
    const report = (signal: Signal) => {
      if (signal.kind === "breach") told.push(signal.verdict.rule);
    };
    const state = first.initialState();
    for (const one of [observedPast(), refused()]) first.observe(state, one, one.timeMs, report);
    const adopted = structuredClone(second.adopt(state));
    second.observe(adopted, call(T + 10), T + 10, report);
    if (atMs > T) second.observe(adopted, call(atMs, { status: 429 }), atMs, report);
    second.advance(adopted, atMs + MINUTE, report);
    return told;
  };
  const limits = compiled(perMinute(10));
  const elsewhere = compiled(perMinute(10), clause("statement", "support.email", { block: "support" }));

  it("goes on where the limits are the same", () => {
    expect(after(limits, elsewhere, T)).toEqual(["rate-limit.premature"]);
  });

  it.each([
    ["a limit", compiled(perMinute(20))],
    ["a further limit", compiled(perMinute(10), entry("/other", 5))],
    [
      "who the client is",
      compiled(
        perMinute(10),
        clause("authentication.usage-header", "authentication.usage", { name: "X-Key", template: "{key}" }),
      ),
    ],
  ])("begins anew where it changes %s", (_, changed) => {
    expect(after(limits, changed, T)).toEqual([]);
    expect(after(limits, changed, T + MINUTE)).toEqual([]);
    expect(after(limits, changed, T + MINUTE + 20)).toEqual(["rate-limit.premature"]);
  });
});

describe("rate-limit.premature beside a token that nobody was seen to receive", () => {
  const usage = (name: string) =>
    clause("authentication.usage-header", "authentication.usage", { name, template: "Bearer {token}" });
  const stranger = (name: string, timeMs: number, status: number) => ({
    ...call(timeMs, { status, client: undefined, durationMs: 0 }),
    request: { headers: headers({ [name]: "hmac:0123456789ab" }), body: { state: "absent" } as const },
  });
  const told = (name: string, timeMs: number, status = 200) =>
    brief(judge([perMinute(10), usage(name)], [stranger(name, timeMs, status), refused()], DUE));

  it("is muted for everybody within a window of it", () => {
    expect(told("authorization", T - MINUTE + 1)).toEqual([]);
    expect(told("authorization", T - MINUTE - 5)).toEqual(["premature error 1"]);
  });

  it("is muted for the token itself", () => {
    const own = [stranger("authorization", T - MINUTE / 2, 200), stranger("authorization", T, 429)];
    expect(judge([perMinute(10), usage("authorization")], own, DUE)).toEqual([]);
  });

  it("is told where the token was turned away, and beside a key, which stays", () => {
    expect(told("authorization", T - 1_000, 401)).toEqual(["premature error 1"]);
    expect(told("x-key", T - 1_000)).toEqual(["premature error 1"]);
    const own = [stranger("x-key", T - 1_000, 200), stranger("x-key", T, 429)];
    expect(brief(judge([perMinute(10), usage("x-key")], own, DUE))).toEqual(["premature error 1"]);
  });
});
