import type { Maintenance, MaintenanceEvent } from "./maintenance.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MAX_DAYS = 31;

/** What stands in a maintenance's stream, folded. */
export type MaintenanceState =
  { status: "none" } | { status: "declared" | "withdrawn"; maintenance: Maintenance };

/** What people may ask of a maintenance. */
export type MaintenanceCommand =
  | { type: "Declare"; maintenance: Maintenance; by: string }
  | { type: "Withdraw"; by: string; reason?: string };

/** A command that the maintenance's state, or its times, do not allow; `message` is for people. */
export class MaintenanceConflict extends Error {}

/** The state of a maintenance without events. */
export const noMaintenance: MaintenanceState = { status: "none" };

/** Why a span of time can be no maintenance; undefined where it can. */
export const unfitSpan = ({ from, to }: Pick<Maintenance, "from" | "to">): string | undefined => {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(fromMs) || Number.isNaN(toMs)) return "A maintenance begins and ends at a time.";
  if (fromMs % MINUTE_MS !== 0 || toMs % MINUTE_MS !== 0)
    return "A maintenance begins and ends at a whole minute: service levels are measured by the minute.";
  if (toMs <= fromMs) return "A maintenance ends after it has begun.";
  if (toMs - fromMs > MAX_DAYS * DAY_MS) return `A maintenance lasts ${MAX_DAYS} days at most.`;
  return undefined;
};

/**
 * The events that a command leads to; none when nothing is to be told. It may be declared afterwards, and overlap
 * others. Throws {@link MaintenanceConflict}.
 */
export const decideMaintenance = (
  state: MaintenanceState,
  command: MaintenanceCommand,
): MaintenanceEvent[] => {
  if (command.type === "Declare") {
    if (state.status !== "none") throw new MaintenanceConflict("The maintenance is declared already.");
    const { maintenance, by } = command;
    const unfit = unfitSpan(maintenance);
    if (unfit !== undefined) throw new MaintenanceConflict(unfit);
    return [{ type: "MaintenanceDeclared", maintenance, by }];
  }
  if (state.status === "none") throw new MaintenanceConflict("There is no such maintenance.");
  if (state.status === "withdrawn") return [];
  const { by, reason } = command;
  return [{ type: "MaintenanceWithdrawn", id: state.maintenance.id, by, reason }];
};

/** The state after one more event. */
export const evolveMaintenance = (state: MaintenanceState, event: MaintenanceEvent): MaintenanceState => {
  if (event.type === "MaintenanceDeclared") return { status: "declared", maintenance: event.maintenance };
  return state.status === "none" ? state : { ...state, status: "withdrawn" };
};
