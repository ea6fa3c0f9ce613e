import {
  brief,
  burst,
  call,
  calls,
  HEADERS,
  MINUTE,
  perMinute,
  run,
  spread,
  T,
} from "./rate-limit.fixture.ts";
import { clause } from "../testing/fixtures.ts";

describe("the provider's windows", () => {
  const stated = (resetMs: number, limit = 10) => ({
    headers: { "X-RateLimit-Limit": String(limit), "X-RateLimit-Reset": String(resetMs / 1000) },
  });
  const windowEnd = T + MINUTE;

  it.each([
    ["at the limit", 10, []],
    ["one over it", 11, ["exceeded error 1", "unenforced warning 1"]],
  ])("decide alone: %s", (_, count, expected) => {
    expect(brief(run([...HEADERS, perMinute(10)], calls(count, T, 10, stated(windowEnd))))).toEqual(expected);
  });

  it("allow the burst of one window", () => {
    const at = (count: number) =>
      brief(
        run([...HEADERS, perMinute(10), burst()], calls(count, T, 10, { ...stated(windowEnd), status: 503 })),
      );
    expect(at(15)).toEqual([]);
    expect(at(16)).toEqual(["exceeded error 1"]);
  });

  it("excuse what the strictest reading would accuse", () => {
    const across = [
      ...calls(10, windowEnd - 1_000, 10, stated(windowEnd)),
      ...calls(10, windowEnd, 10, stated(windowEnd + MINUTE)),
    ];
    expect(run([...HEADERS, perMinute(10)], across)).toEqual([]);
  });

  it("are episodes of their own, one a window", () => {
    const two = [
      ...calls(12, T, 10, { ...stated(windowEnd), status: 503 }),
      ...calls(13, windowEnd, 10, { ...stated(windowEnd + MINUTE), status: 503 }),
    ];
    expect(brief(run([...HEADERS, perMinute(10)], two))).toEqual(["exceeded error 2", "exceeded error 3"]);
  });

  it("are learned from the refusal alone, with what was sent before it", () => {
    const refusal = call(T + 30_000, { ...stated(windowEnd), status: 503 });
    expect(brief(run([...HEADERS, perMinute(10)], [...calls(10), refusal]))).toEqual(["exceeded error 1"]);
    const earlier = calls(5, T - 10_000);
    expect(run([...HEADERS, perMinute(10)], [...earlier, ...calls(9), refusal])).not.toContainEqual(
      expect.objectContaining({ severity: "error" }),
    );
  });

  it("take resets within two seconds as one window", () => {
    const jitter = spread(11, T, 10).map((at, index) =>
      call(at, { ...stated(windowEnd + (index % 3) * 1_000), status: 503 }),
    );
    expect(brief(run([...HEADERS, perMinute(10)], jitter))).toEqual(["exceeded error 1"]);
  });

  it("are unknown once resets lie less than a window apart", () => {
    const rolling = spread(15, T, 3_000).map((at) => call(at, stated(at + MINUTE)));
    expect(brief(run([...HEADERS, perMinute(10)], rolling))).toEqual(["exceeded info 5"]);
  });

  it("count a request that its answer puts elsewhere in neither window", () => {
    const straddling = call(windowEnd - 1, { ...stated(windowEnd + MINUTE), durationMs: 50 });
    const clauses = [...HEADERS, perMinute(10)];
    expect(run(clauses, [...calls(10, T, 10, stated(windowEnd)), straddling])).toEqual([]);
    const next = calls(10, windowEnd + 100, 10, stated(windowEnd + MINUTE));
    expect(run(clauses, [straddling, ...next])).toEqual([]);
  });

  it("count what an answer puts there, though its reset is rounded", () => {
    const clauses = [...HEADERS, perMinute(10)];
    const at = (count: number, fromMs: number, resetMs: number) =>
      brief(run(clauses, calls(count, fromMs, 10, { ...stated(resetMs), status: 503 })));
    expect(at(10, T + 300, windowEnd + 1_000)).toEqual([]);
    expect(at(11, T + 300, windowEnd + 1_000)).toEqual(["exceeded error 1"]);
    expect(at(11, windowEnd + 300, windowEnd)).toEqual(["exceeded error 1"]);
  });

  it("belong to the limit whose number the answer states, else to the shortest", () => {
    const hourly = clause("rate-limit", "rate_limits.default.requests_per_hour", {
      limit: 50,
      window: 3_600_000,
    });
    const at = (limit: number) =>
      run(
        [...HEADERS, hourly, perMinute(10)],
        calls(11, T, 10, { ...stated(windowEnd, limit), status: 503 }),
      ).filter(({ rule }) => rule === "rate-limit.exceeded");
    expect(brief(at(10))).toEqual(["exceeded error 1"]);
    expect(brief(at(7))).toEqual(["exceeded error 1"]);
    expect(brief(at(50))).toEqual(["exceeded info 1"]);
  });

  it("are not read from a reset that lies outside", () => {
    const constant = { "X-RateLimit-Limit": "10", "X-RateLimit-Reset": "1704067200" };
    const told = run([...HEADERS, perMinute(10)], calls(11, T, 10, { headers: constant }));
    expect(brief(told.filter(({ rule }) => rule === "rate-limit.exceeded"))).toEqual(["exceeded info 1"]);
  });
});
