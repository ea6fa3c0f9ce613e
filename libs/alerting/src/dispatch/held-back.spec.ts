import type { Violation } from "#violation";
import { ended, opened, routed, silenced, T, timeline } from "./timeline.fixture.ts";

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
