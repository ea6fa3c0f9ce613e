import type { Specification } from "../specification.ts";
import { clausesOf } from "../specification.ts";
import { ofYaml } from "../testing/load.ts";

const objectives = (specification: Specification) =>
  clausesOf(specification, "environment.objective").map(({ path, parameters, reason }) => ({
    path,
    ...parameters,
    ...(reason === undefined ? {} : { reason }),
  }));
const reasons = (specification: Specification) =>
  Object.fromEntries(clausesOf(specification, "statement").map(({ path, reason }) => [path, reason]));
const inLive = (members: string): Specification => ofYaml(`environments:\n  live:\n    ${members}\n`);
const levels = (sla: string) =>
  objectives(inLive(`sla: ${sla}`)).map(({ name, measures, target, thresholdMs, inclusive }) =>
    [name, measures, target, thresholdMs, inclusive].filter((part) => part !== undefined).join(" "),
  );
const SUNDAY = [{ weekday: 0, startMinute: 120, endMinute: 240 }];

describe("objectives", () => {
  it("stand with their place", () => {
    expect(objectives(inLive('sla: { uptime: "99.9%", response_time_p95: "<200ms" }'))).toEqual([
      {
        path: "environments.live.sla.uptime",
        environment: "live",
        name: "uptime",
        measures: "availability",
        target: 0.999,
      },
      {
        path: "environments.live.sla.response_time_p95",
        environment: "live",
        name: "response_time_p95",
        measures: "latency",
        target: 0.95,
        thresholdMs: 200,
      },
    ]);
  });

  it.each([
    ["{ availability: 99.95 }", ["availability availability 0.9995"]],
    ["{ uptime: 99.95% monthly }", ["uptime availability 0.9995"]],
    ["{ uptime: { target: 99.5%, period: monthly } }", ["uptime availability 0.995"]],
    ["{ p95: under 0.5 seconds }", ["p95 latency 0.95 500"]],
    ["{ latency_p99_ms: 250 }", ["latency_p99_ms latency 0.99 250 true"]],
    [
      "{ response_time: { p95: <200ms, p99: at most 1s } }",
      ["response_time.p95 latency 0.95 200", "response_time.p99 latency 0.99 1000 true"],
    ],
    ["{ latency: 95% of requests under 200ms }", ["latency latency 0.95 200"]],
    ["[99.9% uptime, p95 < 200ms]", ["99.9% uptime availability 0.999", "p95 < 200ms latency 0.95 200"]],
    ["{ uptime: 99.9%, measurement_period: calendar month }", ["uptime availability 0.999"]],
  ])("are read from %s", (sla, expected) => {
    expect(levels(sla)).toEqual(expected);
  });

  it("are read beside `sla` too", () => {
    expect(objectives(inLive('uptime: "99.9%"'))).toMatchObject([{ path: "environments.live.uptime" }]);
  });

  it.each([
    ["uptime: three nines", "uptime", "prose: not one of the known forms"],
    ['error_rate: "<0.1%"', "error_rate", "it does not say which answers are errors"],
    ['response_time: "<200ms"', "response_time", "prose: not one of the known forms"],
    ["search_latency_p95: <200ms", "search_latency_p95", "prose: not one of the known forms"],
    ["support_response: 1 hour", "support_response", "prose: not one of the known forms"],
  ])("are not guessed at: %s", (member, key, reason) => {
    const specification = inLive(`sla: { ${member} }`);
    expect(objectives(specification)).toEqual([]);
    expect(reasons(specification)).toEqual({ [`environments.live.sla.${key}`]: reason });
  });

  it.each([
    ["measurement_period: quarterly", "its period (`measurement_period`) is not the calendar month"],
    ["exclusions: [force majeure]", "traffic does not show what `exclusions` names"],
    [
      "exclusions: [scheduled maintenance]",
      "it excludes maintenance, and the document does not say when that is",
    ],
    ["definition: a probe answers", "`definition` defines it in words that no rule reads"],
  ])("are not enforced under %s", (member, reason) => {
    const specification = inLive(`sla: { uptime: 99.9%, ${member} }`);
    expect(objectives(specification)).toMatchObject([{ target: 0.999, reason }]);
    expect(Object.values(reasons(specification))).toEqual(["it says how the objectives beside it are meant"]);
  });

  it("exclude maintenance whose times are stated", () => {
    const stated = "maintenance_window: Sundays 02:00-04:00 UTC";
    const [first] = objectives(inLive(`sla: { uptime: "99.9% excluding maintenance" }\n    ${stated}`));
    expect(first?.reason).toBeUndefined();
    const [second] = objectives(inLive(`sla: { uptime: 99.9%, exclusions: maintenance, ${stated} }`));
    expect(second?.reason).toBeUndefined();
    const [third] = objectives(inLive(`sla: { uptime: "99.9% excluding maintenance" }`));
    expect(third?.reason).toContain("does not say when");
  });
});

describe("a section of its own", () => {
  const document = (sla: string): Specification =>
    ofYaml(`environments:\n  live: {}\n  trial: {}\nsla: ${sla}\n`);

  it.each([
    ["{ uptime: 99.9%, applies_to: live }", ["live"]],
    ["{ uptime: 99.9%, applies_to: all environments }", ["live", "trial"]],
    ["{ uptime: 99.9%, environments: [trial] }", ["trial"]],
    ["{ live: { uptime: 99.9% }, trial: { uptime: 99% } }", ["live", "trial"]],
    ["{ uptime: 99.9% }", []],
    ["{ uptime: 99.9%, applies_to: [live, moon] }", []],
    ["99.9% uptime", []],
  ])("holds where it says: %s", (sla, environments) => {
    const specification = document(sla);
    expect(objectives(specification).map(({ environment }) => environment)).toEqual(environments);
    if (environments.length === 0)
      expect(Object.values(reasons(specification))).toContain(
        "it does not say in which environments it holds",
      );
  });

  it("holds maintenance everywhere", () => {
    const specification = ofYaml("maintenance_window: Sundays 02:00-04:00 UTC\n");
    expect(clausesOf(specification, "environment.maintenance")).toMatchObject([
      { path: "maintenance_window", parameters: { windows: SUNDAY } },
    ]);
  });
});

describe("maintenance", () => {
  const maintenance = (members: string) =>
    clausesOf(inLive(members), "environment.maintenance").map(({ parameters, reason }) =>
      reason === undefined ? parameters : reason,
    );
  const read = { environment: "live", windows: SUNDAY };

  it.each([
    "maintenance_window: Sundays 02:00-04:00 UTC",
    "maintenance: Every Sunday from 2:00 to 4:00 UTC.",
    "maintenance_windows: [Sundays 02:00-04:00 UTC]",
    "maintenance: { window: Sundays 02:00-04:00 UTC, notice: 48 hours }",
    'maintenance: { day: Sunday, start: "02:00", end: "04:00", timezone: UTC }',
    'maintenance: { day: Sunday, start_utc: "02:00", duration: 2 hours }',
    'maintenance: [{ days: [Sunday], time: "02:00-04:00", timezone: UTC }]',
    "sla: { maintenance_window: Sundays 02:00-04:00 UTC }",
  ])("is read from %s", (members) => {
    expect(maintenance(members)).toEqual([read]);
  });

  it.each([
    ["maintenance_window: Sundays 02:00-04:00", "no time zone is given"],
    ['maintenance: { day: Sunday, start: "02:00", end: "04:00" }', "no time zone is given"],
    ["maintenance_window: Sundays 02:00-04:00 CET", "its time zone is not UTC"],
    ["maintenance_window: Sundays 02:00-04:00 UTC+2", "its time zone is not UTC"],
    ["maintenance_window: Sundays 02:00-04:00 Europe/Berlin", "its time zone is not UTC"],
    ["maintenance_window: Sundays 02:00-02:00 UTC", "not one of the known forms"],
    ["maintenance_window: as announced", "not one of the known forms"],
    ["maintenance: { window: Sundays 02:00-04:00 UTC, emergency: any time }", "`emergency`"],
    ["maintenance: [Sundays 02:00-04:00 UTC, sometimes]", "not one of the known forms"],
  ])("says why it cannot be read from %s", (members, reason) => {
    expect(maintenance(members)).toEqual([expect.stringContaining(reason)]);
  });

  it("may be none", () => {
    expect(maintenance("maintenance_window: none")).toEqual([{ environment: "live", windows: [] }]);
    expect(maintenance("maintenance_window: ~")).toEqual([]);
  });
});
