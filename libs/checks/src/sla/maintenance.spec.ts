import { BAD, calls, DAY, HOUR, live, MINUTE, rulesOf, run, T } from "./sla.fixture.ts";
import { compileSpecification } from "../engine/compile-specification.ts";
import { slaFamily } from "./sla-family.ts";

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
