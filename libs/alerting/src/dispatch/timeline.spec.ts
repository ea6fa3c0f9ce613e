import type { Violation } from "#violation";
import { ended, opened, routed, T, timeline } from "./timeline.fixture.ts";

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
