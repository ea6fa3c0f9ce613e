import {
  brief,
  burst,
  call,
  entry,
  HEADERS,
  MINUTE,
  perDay,
  perMinute,
  run,
  spread,
  T,
} from "./rate-limit.fixture.ts";
import { clause, headers } from "../testing/fixtures.ts";

const DAY = 86_400_000;
const calls = (count: number, fromMs = T, everyMs = 10, more: Parameters<typeof call>[1] = {}) =>
  spread(count, fromMs, everyMs).map((timeMs) => call(timeMs, more));
const FAILED = { status: 503 };

describe("the strictest reading", () => {
  it.each([
    [100, 10, []],
    [101, 10, ["exceeded info 1"]],
    [100, 0, []],
    [101, 0, ["exceeded info 1"]],
    [130, 10, ["exceeded info 30"]],
    [200, 10, ["exceeded info 100"]],
  ])("%i requests, %i ms apart, of 100 a minute", (count, everyMs, expected) => {
    expect(brief(run([perMinute(100)], calls(count, T, everyMs)))).toEqual(expected);
  });

  it("looks back one window, the request a whole window ago excluded", () => {
    expect(
      brief(
        run(
          [perMinute(2)],
          [T, T + 1, T + MINUTE].map((at) => call(at)),
        ),
      ),
    ).toEqual([]);
    expect(
      brief(
        run(
          [perMinute(2)],
          [T, T + 1, T + MINUTE - 1].map((at) => call(at)),
        ),
      ),
    ).toEqual(["exceeded info 1"]);
  });

  it("ignores the burst allowance", () => {
    expect(brief(run([perMinute(100), burst()], calls(101)))).toEqual(["exceeded info 1"]);
  });

  it("ends the episode with the first request that is within the limit again", () => {
    const told = run([perMinute(100)], [...calls(110), call(T + 2 * MINUTE), ...calls(101, T + 4 * MINUTE)]);
    expect(told.map(({ count, ended }) => [count, ended])).toEqual([
      [10, true],
      [1, false],
    ]);
  });

  it("is one episode for a client that is steadily over the limit", () => {
    const told = run([perMinute(10)], calls(200, T, 5_900).concat());
    expect(brief(told)).toEqual(["exceeded info 190"]);
  });

  it("counts what was refused, and not what never reached the API", () => {
    expect(brief(run([perMinute(10)], [...calls(10), ...calls(3, T + 200, 10, FAILED)]))).toEqual([
      "exceeded info 3",
    ]);
    const lost = { response: undefined, failure: "dns" as const };
    const hung = { response: undefined, failure: "timeout" as const };
    expect(brief(run([perMinute(10)], calls(20, T, 10, lost)))).toEqual([]);
    expect(brief(run([perMinute(10)], calls(11, T, 10, hung)))).toEqual(["exceeded info 1"]);
  });

  it("counts each client and each environment alone", () => {
    const mixed = spread(30, T, 10).map((at, index) =>
      call(at, { client: `c${index % 2}`, environment: index % 3 === 0 ? "staging" : "production" }),
    );
    expect(run([perMinute(10)], mixed)).toEqual([]);
    expect(brief(run([perMinute(9)], mixed))).toEqual(["exceeded info 1", "exceeded info 1"]);
  });
});

describe("unknown windows", () => {
  it.each([
    ["two windows' worth in one", [perMinute(100)], 200, "exceeded info 100"],
    ["more than two windows' worth in one", [perMinute(100)], 201, "exceeded error 101"],
    ["two bursts' worth in one", [perMinute(100), burst()], 300, "exceeded info 200"],
    ["more than two bursts' worth in one", [perMinute(100), burst()], 301, "exceeded error 201"],
  ])("%s", (_, clauses, count, expected) => {
    expect(brief(run(clauses, calls(count, T, 100, FAILED)))).toEqual([expected]);
  });

  it("accuses a client that is over the limit for long, once no alignment excuses it", () => {
    const at = (count: number) => brief(run([perMinute(10)], calls(count, T, 5_000, FAILED)));
    expect(at(70)).toEqual(["exceeded info 60"]);
    expect(at(71)).toEqual(["exceeded error 61"]);
  });

  it("gives a burst its share in longer runs only", () => {
    const at = (count: number, everyMs: number) =>
      brief(run([perMinute(100), burst()], calls(count, T, everyMs, FAILED)));
    expect(at(2_000, 450)).toEqual(["exceeded info 1900"]);
    expect(at(2_001, 449)).toEqual(["exceeded error 1901"]);
  });

  it("accuses an endpoint's own limit without burst", () => {
    const own = entry("/things", 100, "GET");
    expect(brief(run([perMinute(1_000), burst(), own], calls(201, T, 10, FAILED)))).toEqual([
      "exceeded error 101",
    ]);
  });
});

describe("rate-limit.unenforced", () => {
  it("accuses a provider that accepted more than any alignment explains", () => {
    expect(brief(run([perMinute(10)], calls(20)))).toEqual(["exceeded info 10"]);
    expect(brief(run([perMinute(10)], calls(23)))).toEqual(["exceeded error 13", "unenforced warning 3"]);
  });

  it("leaves a provider alone that refused the flood and lets the next window through", () => {
    const flood = [...calls(10), ...calls(90, T + 100, 10, FAILED), ...calls(10, T + 50_000)];
    expect(brief(run([perMinute(10)], flood))).toEqual(["exceeded error 100"]);
  });
});

describe("slow answers", () => {
  const perSecond = [perMinute(2, { window: 1_000 })];
  const at = (durationMs: number) =>
    brief(
      run(
        perSecond,
        [0, 1, 960, 961, 962].map((ms) => call(T + ms, { durationMs })),
      ),
    );

  it("widen what an alignment may excuse, by a tenth of the window at most", () => {
    expect(at(30)).toEqual(["exceeded error 3", "unenforced warning 1"]);
    expect(at(50)).toEqual(["exceeded info 3"]);
    const crowd = spread(5, T, 10).map((ms) => call(ms, { durationMs: 30_000 }));
    expect(brief(run(perSecond, crowd))).toEqual(["exceeded error 3", "unenforced warning 1"]);
  });
});

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
    expect(at("unheard-of", 11)).toEqual(["exceeded info 1"]);
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
