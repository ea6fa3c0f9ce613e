import type { ClientBase } from "pg";
import type { MaintenanceEvent } from "#alerting";
import type { StoredEvent } from "#event-store";
import { printable } from "../printable.ts";
import type { ReadModel } from "../read-model.ts";

const DECLARE = `
  INSERT INTO maintenance (id, version, integration, environment, starts_at, ends_at, reason, declared_by, declared_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (id) DO NOTHING`;

const WITHDRAW = `
  UPDATE maintenance SET version = $2, withdrawn_by = $3, withdrawn_at = $4, withdrawal_reason = $5
  WHERE id = $1 AND version < $2`;

const orNull = (text: string | undefined): string | null => (text === undefined ? null : printable(text));

const take = async (client: ClientBase, { version, occurredAtMs, data }: StoredEvent): Promise<void> => {
  const event = data as MaintenanceEvent;
  const at = new Date(occurredAtMs);
  if (event.type === "MaintenanceDeclared") {
    const { id, integration, environment, from, to, reason } = event.maintenance;
    const [place, why, by] = [orNull(environment), printable(reason), printable(event.by)];
    await client.query(DECLARE, [
      printable(id),
      version,
      printable(integration),
      place,
      from,
      to,
      why,
      by,
      at,
    ]);
  } else
    await client.query(WITHDRAW, [
      printable(event.id),
      version,
      printable(event.by),
      at,
      orNull(event.reason),
    ]);
};

/** Maintenance as people declared it, withdrawn or not. */
export const maintenanceProjection: ReadModel = {
  name: "maintenance",
  version: 1,
  handle: async (client, events) => {
    for (const event of events)
      if (event.type === "MaintenanceDeclared" || event.type === "MaintenanceWithdrawn")
        await take(client, event);
  },
  reset: async (client) => {
    await client.query("DELETE FROM maintenance");
  },
};
