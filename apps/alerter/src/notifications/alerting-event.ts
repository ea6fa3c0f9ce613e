import type { PoolClient } from "pg";
import { documentedMaintenance, type AlertingEvent, type RevisionTaken } from "#alerting";
import type { StoredEvent } from "#event-store";
import { readSpecification } from "#read-models";

/** An event as alerting takes it: an activation with what the revision's text says of maintenance. */
export const alertingEvent = async (client: PoolClient, { data }: StoredEvent): Promise<AlertingEvent> => {
  const event = data as AlertingEvent | Omit<RevisionTaken, "maintenance">;
  if (event.type !== "RevisionActivated") return event;
  const specification = await readSpecification(client, event.revision);
  return { ...event, maintenance: specification ? documentedMaintenance(specification) : [] };
};
