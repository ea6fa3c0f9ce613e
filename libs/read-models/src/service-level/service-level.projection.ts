import type { ClientBase } from "pg";
import type { StoredEvent } from "#event-store";
import type { ReadModel } from "../read-model.ts";
import { foldMinutes } from "./fold-minutes.ts";
import { restateMaintenance } from "./restate-maintenance.ts";
import { resetUnsealed, sealDropped } from "./seal-dropped.ts";
import { keptMonths } from "./sealed-months.ts";

/** What traffic was and how it stands to the objectives, by minute, hour, day and month. */
export const serviceLevelProjection: ReadModel = {
  name: "service-level",
  version: 2,
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
        await sealDropped(client);
      }
    }
    await fold();
  },
  reset: resetUnsealed,
  kept: keptMonths,
};
