import {
  brief,
  call,
  calls,
  entry,
  MINUTE,
  perDay,
  perMinute,
  run,
  spread,
  T,
} from "./rate-limit.fixture.ts";
import { clause, headers } from "../testing/fixtures.ts";

const DAY = 86_400_000;
const FAILED = { status: 503 };

describe("limits of endpoints and days", () => {
  const search = { ...call(T).url, path: "/search/7" };
  const searches = calls(20, T).map((one) => ({ ...one, url: search }));

  it("take requests out of the default's minute, not out of the day", () => {
    const clauses = [perMinute(10), perDay(25), entry("/search/{id}", 20)];
    expect(run(clauses, [...searches, ...calls(5, T + 500)])).toEqual([]);
    const told = run(clauses, [...searches, ...calls(6, T + 500)]);
    expect(told.map(({ clause: path, severity }) => [path, severity])).toEqual([
      ["rate_limits.default.requests_per_day", "error"],
      ["rate_limits.default.requests_per_day", "warning"],
    ]);
  });

  it("govern their method, or all, and duplicates all apply", () => {
    const clauses = [
      perMinute(1_000),
      entry("/things", 5, "POST"),
      entry("/things", 8, "GET", "#2"),
      entry("/things", 9, undefined, "#3"),
    ];
    const told = run(clauses, [...calls(9), call(T + 500, { method: "POST" })]);
    expect(told.map(({ clause: path, count }) => [path, count])).toEqual([
      ["rate_limits.per_endpoint./things#2.limit", 1],
      ["rate_limits.per_endpoint./things#3.limit", 1],
    ]);
    expect(brief(run(clauses, calls(6, T, 10, { method: "POST", ...FAILED })))).toEqual(["exceeded info 1"]);
  });

  it("count HEAD as GET", () => {
    const clauses = [perMinute(1_000), entry("/things", 5, "GET")];
    expect(brief(run(clauses, [...calls(3), ...calls(3, T + 500, 10, { method: "HEAD" })]))).toEqual([
      "exceeded info 1",
    ]);
  });

  it("begin anew at midnight UTC", () => {
    const midnight = Date.UTC(2024, 0, 16);
    const clauses = [perDay(3)];
    const at = (...times: number[]) =>
      brief(
        run(
          clauses,
          times.map((time) => call(time, FAILED)),
        ),
      );
    expect(at(midnight - 3, midnight - 2, midnight - 1, midnight, midnight + 1, midnight + 2)).toEqual([]);
    expect(at(midnight - 4, midnight - 3, midnight - 2, midnight - 1, midnight)).toEqual([
      "exceeded error 1",
    ]);
    expect(at(T, T + 1, T + 2, T + 2 * DAY, T + 2 * DAY + 1)).toEqual([]);
    expect(at(T, T + 1, T + 2, T + 3, T + 4, midnight, midnight + 1, midnight + 2, midnight + 3)).toEqual([
      "exceeded error 2",
      "exceeded error 1",
    ]);
  });

  it("count what is logged after midnight to the day in which it began", () => {
    const midnight = Date.UTC(2024, 0, 16);
    const times = [midnight - 50, midnight + 10, midnight - 40, midnight - 30, midnight - 20];
    expect(
      brief(
        run(
          [perDay(3)],
          times.map((time) => call(time, FAILED)),
        ),
      ),
    ).toEqual(["exceeded error 1"]);
  });
});

describe("environments", () => {
  const scaled = (environment: string, scale: number) =>
    clause("environment.rate-limits", `environments.${environment}.rate_limits`, { environment, scale });
  const at = (environment: string | undefined, count: number, ...more: unknown[]) =>
    brief(
      run([perMinute(10), scaled("sandbox", 10), ...more], calls(count, T, 10, { environment, ...FAILED })),
    );

  it("scale every limit", () => {
    expect(at("sandbox", 100)).toEqual([]);
    expect(at("sandbox", 101)).toEqual(["exceeded info 1"]);
    expect(at("sandbox", 201)).toEqual(["exceeded error 101"]);
    expect(at("production", 11)).toEqual(["exceeded info 1"]);
    expect(at("unheard-of", 500)).toEqual([]);
    expect(at("sandbox", 21, entry("/things", 2, "GET"))).toEqual(["exceeded info 1"]);
    expect(at("half", 5, scaled("half", 0.5))).toEqual([]);
    expect(at("half", 6, scaled("half", 0.5))).toEqual(["exceeded info 1"]);
  });

  it("hold to their own limits alone, which production's multiples start from", () => {
    const own = perMinute(20, { environment: "production" });
    expect(at("production", 20, own)).toEqual([]);
    expect(at("production", 21, own)).toEqual(["exceeded info 1"]);
    expect(at("sandbox", 200, own)).toEqual([]);
    expect(at("sandbox", 201, own)).toEqual(["exceeded info 1"]);
  });

  it("are muted where nobody can tell which limits hold", () => {
    const unread = clause("statement", "environments.lab.rate_limits", { block: "environments" });
    expect(at("lab", 500, unread)).toEqual([]);
    expect(at("production", 11, unread)).toEqual(["exceeded info 1"]);
    expect(at(undefined, 500)).toEqual([]);
    expect(brief(run([perMinute(10)], calls(11)))).toEqual(["exceeded info 1"]);
  });
});

describe("what is muted", () => {
  const flood = (more: Parameters<typeof call>[1]) => run([perMinute(10)], calls(50, T, 10, more));

  it("is every client nobody knows", () => {
    expect(flood({ client: undefined })).toEqual([]);
  });

  it("is a sampled source, also in the events that do not say so", () => {
    expect(flood({ partial: true })).toEqual([]);
    const once = [call(T, { partial: true }), ...calls(50, T + 1)];
    expect(run([perMinute(10)], once)).toEqual([]);
    const other = [call(T, { partial: true }), ...calls(11, T + 1, 10, { source: "whole" })];
    expect(brief(run([perMinute(10)], other))).toEqual(["exceeded info 1"]);
  });

  it("is the error of a limit beside a burst that nobody can read, or that the document contradicts", () => {
    const unread = clause("statement", "rate_limits.default.burst_allowance", { block: "rate_limits" });
    expect(brief(run([perMinute(10), unread], calls(50, T, 10, FAILED)))).toEqual(["exceeded info 40"]);
    const contradicted = { ...perMinute(10), contradictedBy: perMinute(11) };
    expect(brief(run([contradicted], calls(50, T, 10, FAILED)))).toEqual(["exceeded info 40"]);
  });

  it("is a CORS preflight", () => {
    const asks = headers({ "Access-Control-Request-Method": "GET" });
    const request = { headers: asks, body: { state: "absent" as const } };
    const preflights = calls(50, T, 10, { method: "OPTIONS" }).map((one) => ({ ...one, request }));
    expect(run([perMinute(10)], preflights)).toEqual([]);
    expect(brief(flood({ method: "OPTIONS" }))).toContain("exceeded error 40");
  });
});

describe("records from both sides", () => {
  const bothSides = (count: number) =>
    spread(count, T, 10).flatMap((at) => [
      call(at, { observedBy: "consumer", traceId: String(at) }),
      call(at + 2, { observedBy: "provider", traceId: String(at) }),
    ]);

  it("count once", () => {
    expect(run([perMinute(10), perDay(1_000)], bothSides(10))).toEqual([]);
    expect(brief(run([perMinute(10)], bothSides(11)))).toEqual(["exceeded info 1"]);
    expect(brief(run([perDay(10)], bothSides(11)))).toEqual(["exceeded error 1", "unenforced warning 1"]);
  });

  it("are followed on the other side once one is silent for an hour", () => {
    const later = T + 61 * MINUTE;
    const clauses = [perMinute(10)];
    const provider = call(T, { observedBy: "provider" });
    const consumer = { observedBy: "consumer" } as const;
    expect(run(clauses, [provider, ...calls(11, T + 1, 10, consumer)])).toEqual([]);
    expect(brief(run(clauses, [provider, ...calls(11, later, 10, consumer)]))).toEqual(["exceeded info 1"]);
  });
});
