import { BAD, calls, DAY, HOUR, live, MINUTE, rulesOf, run, T } from "./sla.fixture.ts";
import { compileSpecification } from "../engine/compile-specification.ts";
import { maintenanceIn } from "./maintenance.ts";
import { slaFamily } from "./sla-family.ts";

const minuteOf = (text: string): number => Date.parse(text) / MINUTE;

describe("maintenanceIn", () => {
  const saturdays = [{ weekday: 6, startMinute: 1320, endMinute: 120 }];
  const sundays = [{ weekday: 0, startMinute: 120, endMinute: 240 }];

  it.each([
    [sundays, "2024-01-14T01:59:00Z", false],
    [sundays, "2024-01-14T02:00:00Z", true],
    [sundays, "2024-01-14T03:59:00Z", true],
    [sundays, "2024-01-14T04:00:00Z", false],
    [sundays, "2024-01-15T02:00:00Z", false],
    [saturdays, "2024-01-13T21:59:00Z", false],
    [saturdays, "2024-01-13T22:00:00Z", true],
    [saturdays, "2024-01-14T00:00:00Z", true],
    [saturdays, "2024-01-14T01:59:00Z", true],
    [saturdays, "2024-01-14T02:00:00Z", false],
    [saturdays, "2024-01-13T01:00:00Z", false],
    [[{ weekday: 1, startMinute: 1320, endMinute: 1440 }], "2024-01-15T23:59:00Z", true],
    [[{ weekday: 1, startMinute: 1320, endMinute: 1440 }], "2024-01-16T00:00:00Z", false],
    [[{ weekday: 0, startMinute: 120, endMinute: 240, nth: 1 }], "2024-01-07T02:00:00Z", true],
    [[{ weekday: 0, startMinute: 120, endMinute: 240, nth: 1 }], "2024-01-14T02:00:00Z", false],
    [[{ weekday: 4, startMinute: 1320, endMinute: 120, nth: "last" as const }], "2024-03-01T01:00:00Z", true],
    [
      [{ weekday: 4, startMinute: 1320, endMinute: 120, nth: "last" as const }],
      "2024-02-22T23:00:00Z",
      false,
    ],
    [[], "2024-01-14T02:00:00Z", false],
  ])("of %p at %s is %p", (windows, time, expected) => {
    expect(maintenanceIn(windows)(minuteOf(time))).toBe(expected);
  });
});

describe("what starts inside a maintenance window", () => {
  const windows = live('sla: { uptime: "99.9%" }\n    maintenance_window: "Mondays 10:00-11:00 UTC"');
  const rules = (fromMs: number) => rulesOf(run(windows, calls(20, fromMs, BAD), T + DAY));

  it("is neither good nor bad, half-open", () => {
    expect(rules(T)).toEqual([]);
    expect(rules(T - MINUTE)).toEqual(["degraded"]);
    expect(rules(T + HOUR - MINUTE)).toEqual([]);
    expect(rules(T + HOUR)).toEqual(["degraded"]);
  });

  it("is not up either", () => {
    const around = [...calls(1_000, T), ...calls(20, T + HOUR, BAD)];
    expect(run(windows, around, T + 2 * HOUR)[0]?.verdict.evidence).toMatchObject({ count: 20, bad: 20 });
  });
});

describe("the account of service levels", () => {
  const accounts = (members: string) =>
    compileSpecification(live(members), [slaFamily])
      .clauses.filter(({ path }) => /sla|maintenance/.test(path))
      .map(({ path, enforcedBy, reasonNot }) => [
        path.replace("environments.live.", ""),
        reasonNot ?? enforcedBy.length,
      ]);

  it("names the rules", () => {
    expect(accounts('sla: { uptime: "99.9%" }\n    maintenance_window: "Mondays 10:00-11:00 UTC"')).toEqual([
      ["sla.uptime", 5],
      ["maintenance_window", 5],
    ]);
  });

  it.each([
    ['maintenance_window: "Mondays 10:00-11:00"', "no time zone is given"],
    ['maintenance_window: "Mondays 10:00-10:00 UTC"', "not one of the known forms of a maintenance window"],
  ])("says that nothing is enforced beside %s", (maintenance, why) => {
    const members = `sla: { uptime: "99.9%" }\n    ${maintenance}`;
    expect(accounts(members)).toEqual([
      ["sla.uptime", expect.stringMatching(`^an outage may be maintenance: .*${why}`)],
      ["maintenance_window", why],
    ]);
    expect(run(live(members), calls(20, T, BAD), T + DAY)).toEqual([]);
  });

  it("enforces nothing beside statements that disagree", () => {
    const disagreeing = `sla: { uptime: "99.9%", maintenance: "Mondays 10:00-12:00 UTC" }
    maintenance_window: "Mondays 10:00-11:00 UTC"`;
    expect(accounts(disagreeing)[0]).toEqual(["sla.uptime", expect.stringContaining("different windows")]);
  });

  it("enforces the laxest of objectives for the same", () => {
    const twice = 'sla: { uptime: "99.9%", availability: "99%", p95: "<1s", latency_p95: "<2s", p99: "<3s" }';
    expect(accounts(twice)).toEqual([
      ["sla.uptime", expect.stringContaining("laxer")],
      ["sla.availability", 5],
      ["sla.p95", expect.stringContaining("laxer")],
      ["sla.latency_p95", 5],
      ["sla.p99", 5],
    ]);
  });
});
