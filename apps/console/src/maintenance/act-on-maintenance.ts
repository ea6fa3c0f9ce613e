import type { Pool } from "pg";
import {
  decideMaintenance,
  evolveMaintenance,
  MaintenanceConflict,
  noMaintenance,
  type MaintenanceCommand,
  type MaintenanceEvent,
  type MaintenanceState,
} from "#alerting";
import { Problem } from "#platform";
import { decideOnStream } from "../commands/decide-on-stream.ts";
import type { MaintenanceStanding } from "./maintenance-schemas.ts";

const missing = (id: string): Problem => new Problem(404, `There is no maintenance ${JSON.stringify(id)}.`);

/** Takes a person's command to a maintenance's stream; what cannot be is a 400. */
export const actOnMaintenance = async (
  pool: Pool,
  id: string,
  command: MaintenanceCommand,
): Promise<MaintenanceStanding> => {
  try {
    const state = await decideOnStream<MaintenanceState, MaintenanceEvent>(pool, `maintenance-${id}`, {
      initialState: noMaintenance,
      evolve: evolveMaintenance,
      decide: (before) => {
        if (command.type === "Withdraw" && before.status === "none") throw missing(id);
        return decideMaintenance(before, command);
      },
      originOf: ([declaration]) => ({
        source: command.type === "Declare" ? command.maintenance.integration : declaration!.source,
      }),
    });
    return { id, state: state.status === "withdrawn" ? "withdrawn" : "declared" };
  } catch (error) {
    if (error instanceof MaintenanceConflict) throw new Problem(400, error.message);
    throw error;
  }
};
