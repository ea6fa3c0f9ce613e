import type { ClientBase } from "pg";
import type { StoredEvent } from "#event-store";
import type { ReadModel } from "../read-model.ts";
import { foldMinutes } from "./fold-minutes.ts";
import { forgetDropped } from "./forget-dropped.ts";
import { restateMaintenance } from "./restate-maintenance.ts";

const TABLES = [
  "service_level_restatement",
  "service_level_maintenance",
  "service_level_stream",
  "service_level_part",
  "service_level",
  "service_level_key",
];

/** What traffic was and how it stands to the objectives, by minute, hour, day and month. */
export const serviceLevelProjection: ReadModel = {
  name: "service-level",
  version: 1,
  handle: async (client: ClientBase, events: readonly StoredEvent[]) => {
    let minutes: StoredEvent[] = [];
    const fold = async (): Promise<void> => {
      if (minutes.length > 0) await foldMinutes(client, minutes);
      minutes = [];
    };
    for (const event of events) {
      if (event.type === "MinuteMeasured") minutes.push(event);
      else if (event.type === "MaintenanceDeclared" || event.type === "MaintenanceWithdrawn") {
        await fold();
        await restateMaintenance(client, event);
      } else if (event.type === "EventsDropped") {
        await fold();
        await forgetDropped(client);
      }
    }
    await fold();
  },
  reset: async (client: ClientBase) => {
    for (const table of TABLES) await client.query(`DELETE FROM ${table}`);
  },
};
