import type { Violation } from "#violation";
import { ended, opened, routed, silenced, T, timeline } from "./timeline.fixture.ts";

const MINUTE = 60;
const other: Partial<Violation> = { clause: { path: "other", file: "spec.md", line: 9, text: "x" } };

describe("a group", () => {
  it("is told after its wait, together with what came meanwhile", () => {
    expect(
      timeline([
        [0, opened("v1")],
        [1, opened("v2", other)],
      ]).sent,
    ).toEqual(["2s team firing new v1:error v2:error"]);
  });

  it("is told of news after its interval, and of what lasts after its repeat interval", () => {
    const { sent } = timeline(
      [
        [0, opened("v1", {}, true)],
        [10, opened("v2", other, true)],
      ],
      {
        untilS: 250 * MINUTE,
      },
    );
    expect(sent).toEqual([
      "2s team firing new v1:error",
      "302s team firing new v1:error v2:error",
      "14702s team firing repeated v1:error v2:error",
    ]);
  });

  it("is told apart by integration, environment and rule", () => {
    const { sent } = timeline([
      [
        0,
        opened("v1"),
        opened("v2", { environment: "sandbox" }),
        opened("v3", { rule: "auth.missing" }),
        opened("v4", { integration: "stock" }),
      ],
    ]);
    expect(sent).toHaveLength(4);
  });

  it("is told of an end, once, and then is new again", () => {
    const { sent, dispatch } = timeline(
      [
        [0, opened("v1", {}, true)],
        [60, ended("v1")],
        [700, opened("v2", { time: new Date(T + 700_000).toISOString() }, true)],
      ],
      { untilS: 1200 },
    );
    expect(sent).toEqual([
      "2s team firing new v1:error",
      "302s team resolved resolved / v1:error",
      "702s team firing new v2:error",
    ]);
    expect(dispatch.alerts.size).toBe(1);
  });

  it("tells what began and ended before anybody could be told", () => {
    const { sent } = timeline(
      [
        [0, opened("v1", {}, true)],
        [1, ended("v1")],
      ],
      { untilS: 400 },
    );
    expect(sent).toEqual(["2s team firing new v1:error", "302s team resolved resolved / v1:error"]);
  });

  it("does not tell what a person has settled before", () => {
    const { sent, held } = timeline([
      [0, opened("v1", {}, true)],
      [1, { type: "ViolationResolved", id: "v1", by: "ada" }],
    ]);
    expect(sent).toEqual([]);
    expect(held).toEqual(["2s deduplicate resolved-before-told 1 alerts"]);
  });

  it("goes on while breaches of its kind come, and ends a quarter of an hour after the last", () => {
    const breaches = Array.from({ length: 30 }, (_, n) => [n * MINUTE, opened(`v${n}`)] as const);
    const { sent, held, dispatch } = timeline(breaches, { untilS: 60 * MINUTE });
    expect(sent).toEqual(["2s team firing new v0:error", "2702s team resolved resolved / v0:error"]);
    expect(held).toEqual([
      "302s deduplicate already-sent 1 alerts 5 violations",
      "602s deduplicate already-sent 1 alerts 10 violations",
    ]);
    expect([dispatch.alerts.size, dispatch.groups.size, dispatch.alertOf.size]).toEqual([0, 0, 0]);
  });
});

describe("a graver severity", () => {
  it("is told after the wait, not the interval", () => {
    const escalation = {
      type: "ViolationEscalated",
      id: "v1",
      severity: "critical",
      time: new Date(T).toISOString(),
    };
    const { sent } = timeline(
      [
        [0, opened("v1", {}, true)],
        [20, escalation as never],
      ],
      { untilS: 400 },
    );
    expect(sent).toEqual(["2s team firing new v1:error", "22s team firing escalated v1:critical"]);
  });

  it("hurries once a severity however many escalate", () => {
    const escalate = (id: string) =>
      ({ type: "ViolationEscalated", id, severity: "critical", time: new Date(T).toISOString() }) as const;
    const many = Array.from({ length: 50 }, (_, n) =>
      opened(`v${n}`, { clause: { path: `p${n}`, file: "f", line: 1, text: "" } }, true),
    );
    const { sent } = timeline(
      [[0, ...many], ...many.map((one, n) => [10 + n, escalate(one.violation.id)] as const)],
      {
        untilS: 290,
      },
    );
    expect(sent.map((line) => line.split(" ").slice(0, 4).join(" "))).toEqual([
      "2s team firing new",
      "12s team firing escalated",
    ]);
  });
});

describe("an acknowledged alert", () => {
  it("is not repeated, and its end is told", () => {
    const { sent, held } = timeline(
      [
        [0, opened("v1", {}, true)],
        [9, { type: "ViolationAcknowledged", id: "v1", by: "ada" }],
        [300 * MINUTE, ended("v1")],
      ],
      { untilS: 310 * MINUTE },
    );
    expect(sent).toEqual(["2s team firing new v1:error", "18002s team resolved resolved / v1:error"]);
    expect(held).toEqual(["302s deduplicate acknowledged 1 alerts"]);
  });
});

describe("what is held back", () => {
  it.each([
    ["info, which is recorded only", [opened("v1", { severity: "info" })], ["2s route no-route 1 alerts"]],
    [
      "what an unknown receiver should have",
      [routed({ receivers: ["night"] }), opened("v1")],
      ["2s route unknown-receiver night 1 alerts"],
    ],
    ["what nobody should have", [routed({ receivers: [] }), opened("v1")], ["2s route no-receiver 1 alerts"]],
    [
      "what several silences silence",
      [
        silenced("s1", 0, 60, 'integration="orders"'),
        silenced("s2", 0, 90, 'alertname=~"request\\..*"'),
        silenced("s3", 0, 90, 'integration="stock"'),
        opened("v1"),
      ],
      ["2s silence silenced-by s1 s2 1 alerts"],
    ],
    [
      "what happened too long ago, folded",
      ["a", "b", "c"].map((id) => opened(id, { time: new Date(T - 5 * 3_600_000).toISOString() })),
      ["0s route too-old 0 alerts 3 violations"],
    ],
  ])("%s", (_name, events, expected) => {
    const { sent, held } = timeline([[0, ...events]]);
    expect(sent).toEqual([]);
    expect(held).toEqual(expected);
  });

  it("is told when maintenance ends, or is withdrawn", () => {
    const declare = (id: string, minutes: number, environment?: string) =>
      ({
        type: "MaintenanceDeclared",
        maintenance: {
          id,
          integration: "orders",
          ...(environment && { environment }),
          from: new Date(T).toISOString(),
          to: new Date(T + minutes * 60_000).toISOString(),
          reason: "a move",
        },
        by: "ada",
      }) as const;
    const { sent, held } = timeline(
      [
        [
          0,
          declare("m1", 60),
          declare("m2", 60, "sandbox"),
          opened("v1", {}, true),
          opened("v2", { integration: "stock" }, true),
        ],
        [10, declare("m3", 60, "production")],
        [100, { type: "MaintenanceWithdrawn", id: "m1", by: "ada" }],
        [200, { type: "MaintenanceWithdrawn", id: "m3", by: "ada" }],
      ],
      { untilS: 250 },
    );
    expect(sent).toEqual(["2s team firing new v2:error", "202s team firing new v1:error"]);
    expect(held).toEqual([
      "2s silence in-maintenance m1 1 alerts",
      "102s silence in-maintenance m3 1 alerts",
    ]);
  });

  it("is told when the last silence ends, or is ended", () => {
    const silences = [
      silenced("s1", 0, 400, "integration=orders"),
      silenced("s2", 0, 5000, "integration=orders"),
    ];
    const expire = {
      type: "SilenceExpired",
      id: "s2",
      by: "ada",
      at: new Date(T + 700_000).toISOString(),
    } as const;
    const { sent } = timeline(
      [
        [0, ...silences, opened("v1", {}, true)],
        [700, expire],
      ],
      { untilS: 1000 },
    );
    expect(sent).toEqual(["702s team firing new v1:error"]);
  });

  it("is what a graver alert of the same place says already", () => {
    const burn = (rule: Violation["rule"], environment = "production") =>
      opened(rule, { rule, severity: rule === "sla.fast-burn" ? "critical" : "warning", environment }, true);
    const { sent, held } = timeline([
      [0, burn("sla.fast-burn"), burn("sla.degraded"), burn("sla.slow-burn", "sandbox")],
    ]);
    expect(sent.sort()).toEqual([
      "2s team firing new sla.fast-burn:critical",
      "2s team firing new sla.slow-burn:warning",
    ]);
    expect(held.map((line) => line.split(" ").slice(1, 3))).toEqual([["inhibit", "inhibited-by"]]);
  });

  it("is nothing of an old episode that goes on", () => {
    const old = opened("v1", { time: new Date(T - 6 * 3_600_000).toISOString() }, true);
    const recurred = { ...ended("v1", T + 10_000), count: 10, ended: false } as never;
    const { sent, held } = timeline([
      [0, old],
      [10, recurred],
    ]);
    expect(held).toEqual(["0s route too-old 0 alerts 1 violations"]);
    expect(sent).toEqual(["12s team firing new v1:error"]);
  });
});

describe("routes", () => {
  it("send to the deepest that match, and go on where they say so", () => {
    const tree = routed({
      receivers: ["team"],
      routes: [
        { matchers: ["severity=critical"], receivers: ["pager"], continue: true },
        { matchers: ["party=provider"], receivers: ["partner", "team"], groupBy: ["integration"] },
      ],
    });
    const { sent } = timeline(
      [[0, tree, opened("v1"), opened("v2", { ...other, severity: "critical", party: "provider" })]],
      { receivers: ["team", "pager", "partner"] },
    );
    expect(sent.sort()).toEqual([
      "2s pager firing new v2:critical",
      "2s partner firing new v2:critical",
      "2s team firing new v1:error",
      "2s team firing new v2:critical",
    ]);
  });

  it("that are set anew move what stands, and what was told stays told", () => {
    const { sent } = timeline(
      [
        [0, opened("v1", {}, true)],
        [10, routed({ groupInterval: "6m" })],
        [20, routed({ receivers: ["pager"] })],
      ],
      { receivers: ["team", "pager"], untilS: 400 },
    );
    expect(sent.sort()).toEqual([
      "2s pager firing new v1:error",
      "2s team firing new v1:error",
      "302s team resolved resolved / v1:error",
    ]);
  });
});

it("says a storm of ten thousand once a group, in few records", () => {
  const storm = Array.from({ length: 60 }, (_, second) => {
    const events = Array.from({ length: 167 }, (_unused, n) =>
      opened(`v${second}-${n}`, { client: `c${n % 50}`, time: new Date(T + second * 1000).toISOString() }),
    );
    return [second, ...events] as const;
  });
  const { sent, records, dispatch } = timeline(storm, { untilS: 320 });
  expect(sent).toHaveLength(1);
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({ reason: "already-sent", violations: 10_020 - 3 * 167 });
  expect(dispatch.alerts.size).toBe(50);
});
