import {
  decideMaintenance,
  evolveMaintenance,
  MaintenanceConflict,
  noMaintenance,
  type MaintenanceCommand,
} from "./decider.ts";
import type { Maintenance, MaintenanceEvent } from "./maintenance.ts";

const maintenance: Maintenance = {
  id: "m1",
  integration: "shop-parcels",
  environment: "production",
  from: "2024-01-15T10:00:00.000Z",
  to: "2024-01-15T10:40:00.000Z",
  reason: "database move",
};
const declared: MaintenanceEvent = { type: "MaintenanceDeclared", maintenance, by: "ada" };
const withdrawn: MaintenanceEvent = {
  type: "MaintenanceWithdrawn",
  id: "m1",
  by: "ada",
  reason: "another day",
};
const declare = (change: Partial<Maintenance> = {}): MaintenanceCommand => ({
  type: "Declare",
  maintenance: { ...maintenance, ...change },
  by: "ada",
});
const withdraw: MaintenanceCommand = { type: "Withdraw", by: "ada", reason: "another day" };

const given = (...events: MaintenanceEvent[]) => events.reduce(evolveMaintenance, noMaintenance);

it.each([
  ["is declared", [], declare(), [declared]],
  ["is withdrawn", [declared], withdraw, [withdrawn]],
  ["is withdrawn once", [declared, withdrawn], withdraw, []],
])("%s", (_name, history, command, events) => {
  expect(decideMaintenance(given(...history), command)).toEqual(events);
});

it("may hold for every environment", () => {
  expect(decideMaintenance(given(), declare({ environment: undefined }))).toHaveLength(1);
});

it.each([
  ["is not declared twice", [declared], declare(), "declared already"],
  ["is not declared again", [declared, withdrawn], declare(), "declared already"],
  ["is not withdrawn before", [], withdraw, "no such maintenance"],
  ["ends after it begins", [], declare({ to: maintenance.from }), "ends after"],
  ["begins at a whole minute", [], declare({ from: "2024-01-15T10:00:30.000Z" }), "whole minute"],
  ["ends at a whole minute", [], declare({ to: "2024-01-15T10:40:00.001Z" }), "whole minute"],
  ["lasts 31 days at most", [], declare({ to: "2024-02-15T10:01:00.000Z" }), "31 days"],
  ["has times", [], declare({ to: "tomorrow" }), "at a time"],
])("%s", (_name, history, command, message) => {
  const deciding = () => decideMaintenance(given(...history), command);
  expect(deciding).toThrow(MaintenanceConflict);
  expect(deciding).toThrow(message);
});

it("may last 31 days, over the end of a February too", () => {
  const times = { from: "2024-02-10T00:00:00.000Z", to: "2024-03-12T00:00:00.000Z" };
  expect(decideMaintenance(given(), declare(times))).toHaveLength(1);
});

it("passes over a withdrawal of nothing", () => {
  expect(given(withdrawn)).toEqual(noMaintenance);
});
