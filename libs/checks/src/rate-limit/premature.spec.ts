import { clause } from "../testing/fixtures.ts";
import {
  brief,
  call,
  entry,
  MINUTE,
  observedPast,
  perDay,
  perMinute,
  run,
  spread,
  T,
} from "./rate-limit.fixture.ts";

const DUE = T + MINUTE;
const refused = (more: Parameters<typeof call>[1] = {}) => call(T, { status: 429, ...more });
const judge = (clauses: readonly unknown[], exchanges: Parameters<typeof run>[1], untilMs?: number) =>
  run(clauses, [observedPast(), ...exchanges], untilMs);
const before = (count: number) => spread(count, T - 10_000, 10).map((at) => call(at));

describe("rate-limit.premature", () => {
  it("is told once the clock stands a minute after the refusal", () => {
    expect(judge([perMinute(10)], [refused()], DUE - 1)).toEqual([]);
    expect(judge([perMinute(10)], [refused()], DUE)).toMatchObject([
      {
        rule: "rate-limit.premature",
        severity: "error",
        count: 1,
        verdict: { party: "provider", timeMs: T, causes: [{ source: "test" }] },
      },
    ]);
  });

  it.each([
    [9, ["premature error 1"]],
    [10, ["exceeded info 1"]],
  ])("after %i requests of 10", (count, expected) => {
    expect(brief(judge([perMinute(10)], [...before(count), refused()], DUE))).toEqual(expected);
  });

  it("counts what began before it and was logged after it, and what began while it was under way", () => {
    const late = [refused({ durationMs: 400 }), call(T + 30_000), call(T - 5)];
    expect(judge([perMinute(2)], [call(T - 9), ...late], DUE).map(({ rule }) => rule)).toEqual([
      "rate-limit.exceeded",
    ]);
    const during = [refused({ durationMs: 400 }), call(T + 300)];
    expect(judge([perMinute(2)], [call(T - 9), ...during], DUE).map(({ rule }) => rule)).toEqual([
      "rate-limit.exceeded",
    ]);
    expect(brief(judge([perMinute(2)], [call(T - 9), refused(), call(T + 300)], DUE))).toContain(
      "premature error 1",
    );
  });

  it("leaves out what the provider may have counted later than it began", () => {
    const slow = call(T - MINUTE - 10, { durationMs: 40 });
    expect(judge([perMinute(1)], [slow, refused()], DUE)).toEqual([]);
    const quick = call(T - MINUTE - 10, { durationMs: 9 });
    expect(brief(judge([perMinute(1)], [quick, refused()], DUE))).toEqual(["premature error 1"]);
  });

  it("allows the provider a clock that is two seconds behind at midnight", () => {
    const midnight = Date.UTC(2024, 0, 16);
    const refusedAt = (ms: number) =>
      brief(judge([perDay(1)], [call(midnight - MINUTE), call(ms, { status: 429 })], ms + MINUTE));
    expect(refusedAt(midnight + 1_000)).toEqual([]);
    expect(refusedAt(midnight + 2_000)).toEqual(["premature error 1"]);
  });

  it("is judged as things stood then when the clock leaps", () => {
    expect(brief(judge([perMinute(10)], [refused(), call(T + 30 * 3_600_000)]))).toEqual([
      "premature error 1",
    ]);
    const over = [...before(10), refused(), call(T + 30 * 3_600_000)];
    expect(brief(judge([perMinute(10)], over))).toEqual(["exceeded info 1"]);
  });

  it("asks every limit, also those of other paths and of the day", () => {
    const flood = spread(6, T - 500, 10).map((at) => call(at, { method: "POST" }));
    const clauses = [perMinute(100), entry("/things", 5, "POST")];
    expect(brief(judge(clauses, [...flood, refused()], DUE))).toEqual(["exceeded info 1"]);
    const today = spread(5, T - 2 * 3_600_000, 10).map((at) => call(at));
    expect(brief(judge([perMinute(100), perDay(5)], [...today, refused()], DUE))).toEqual([
      "exceeded error 1",
    ]);
    expect(brief(judge([perMinute(100), perDay(6)], [...today, refused()], DUE))).toEqual([
      "premature error 1",
    ]);
  });

  it("cites the limit that governs the request", () => {
    const [told] = judge([perMinute(100), entry("/things", 50, "GET")], [refused()], DUE);
    expect(told!.clause).toBe("rate_limits.per_endpoint./things.limit");
    expect(told!.verdict.message).toBe(
      "GET /things answered 429 to shop, which had sent 1 of 50 requests a minute",
    );
  });

  it("is muted where a limit was stated that nobody can read, or the client was sampled", () => {
    const unread = clause("statement", "rate_limits.default.concurrent_requests", { block: "rate_limits" });
    const advice = clause("statement", "rate_limits.best_practices[0]", { block: "rate_limits" });
    expect(judge([perMinute(10), unread], [refused()], DUE)).toEqual([]);
    expect(brief(judge([perMinute(10), advice], [refused()], DUE))).toEqual(["premature error 1"]);
    const sampled = call(T - 1, { partial: true, source: "sampled" });
    expect(judge([perMinute(10)], [sampled, refused()], DUE)).toEqual([]);
    const other = call(T - 1, { partial: true, source: "sampled", client: "other" });
    expect(brief(judge([perMinute(10)], [other, refused()], DUE))).toEqual(["premature error 1"]);
  });

  it("is told in the order of the refusals", () => {
    const told = judge(
      [perMinute(10)],
      [call(T + 5, { status: 429 }), refused(), call(T + 2, { status: 429 })],
      DUE + 5,
    );
    expect(told.map(({ verdict }) => verdict.timeMs - T)).toEqual([0, 2, 5]);
  });
});
