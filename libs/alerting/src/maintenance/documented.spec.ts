import { opened, T, timeline } from "../dispatch/timeline.fixture.ts";
import { activated } from "./documented.fixture.ts";

const live = (window: string): string =>
  `  production:\n    base_url: "https://a.example"\n    maintenance_window: ${window}`;
/** The timeline begins on a Monday at 10:00. */
const NOW = '"Mondays 10:00-11:00 UTC"';
const BY = "environments.production.maintenance_window (orders.md:9)";

describe("a maintenance window of the specification", () => {
  it("holds back what is about its environment, and says which clause declares it", () => {
    const { sent, held } = timeline([
      [0, activated(live(NOW))],
      [
        0,
        opened("v1", {}, true),
        opened("v2", { environment: "sandbox" }, true),
        opened("v3", { integration: "stock" }, true),
      ],
    ]);
    expect(sent.sort()).toEqual(["2s team firing new v2:error", "2s team firing new v3:error"]);
    expect(held).toEqual([`2s silence in-maintenance-window ${BY} 1 alerts`]);
  });

  it("holds in each environment where none is named", () => {
    const { held } = timeline([
      [0, activated(`${live('"none"')}\nmaintenance_window: ${NOW}`), opened("v1", {}, true)],
    ]);
    expect(held).toEqual(["2s silence in-maintenance-window maintenance_window (orders.md:10) 1 alerts"]);
  });

  it.each([
    ["at another time", '"Sundays 02:00-04:00 UTC"'],
    ["without a time zone, which nobody can tell", '"Mondays 10:00-11:00"'],
    ["that is none", '"none"'],
    ["that has just ended", '"Mondays 09:00-10:00 UTC"'],
  ])("%s holds nothing back", (_name, window) => {
    const { sent } = timeline([[0, activated(live(window)), opened("v1", {}, true)]]);
    expect(sent).toEqual(["2s team firing new v1:error"]);
  });

  it("ends, and what still lasts is told", () => {
    const { sent, held } = timeline(
      [[0, activated(live('"Mondays 10:00-10:04 UTC"')), opened("v1", {}, true)]],
      { untilS: 310 },
    );
    expect(held).toHaveLength(1);
    expect(sent).toEqual(["302s team firing new v1:error"]);
  });

  it("is over when a revision says so, and what still lasts is told soon", () => {
    const { sent } = timeline([
      [0, activated(live(NOW)), opened("v1", {}, true)],
      [60, activated(live('"none"'))],
    ]);
    expect(sent).toEqual(["62s team firing new v1:error"]);
  });

  it("stands beside what people declare, which is named first", () => {
    const maintenance = {
      id: "m1",
      integration: "orders",
      from: new Date(T).toISOString(),
      to: new Date(T + 60_000).toISOString(),
      reason: "a move",
    };
    const { sent, held } = timeline(
      [
        [
          0,
          activated(live(NOW)),
          { type: "MaintenanceDeclared", maintenance, by: "ada" },
          opened("v1", {}, true),
        ],
      ],
      { untilS: 310 },
    );
    expect(sent).toEqual([]);
    expect(held).toEqual([
      "2s silence in-maintenance m1 1 alerts",
      `302s silence in-maintenance-window ${BY} 1 alerts`,
    ]);
  });
});
