import { brief, burst, call, calls, entry, MINUTE, perMinute, run, spread, T } from "./rate-limit.fixture.ts";

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
