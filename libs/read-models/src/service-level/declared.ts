import type { ClientBase } from "pg";
import type { MaintenanceEvent } from "#alerting";
import type { StoredEvent } from "#event-store";
import { printable } from "../printable.ts";

/** Maintenance of an integration; half-open. */
export interface Window {
  integration: string;
  environment: string | null;
  startMs: number;
  endMs: number;
}

interface WindowRow {
  integration: string;
  environment: string | null;
  starts_at: Date;
  ends_at: Date;
}

const HOLDING = `
  SELECT integration, environment, starts_at, ends_at FROM service_level_maintenance
  WHERE holds AND integration = ANY($1)`;

const DECLARE = `
  INSERT INTO service_level_maintenance (id, version, integration, environment, starts_at, ends_at, holds)
  VALUES ($1, $2, $3, $4, $5, $6, true)
  ON CONFLICT (id) DO NOTHING
  RETURNING integration, environment, starts_at, ends_at`;

const WITHDRAW = `
  UPDATE service_level_maintenance SET version = $2, holds = false WHERE id = $1 AND version < $2
  RETURNING integration, environment, starts_at, ends_at`;

const toWindow = ({ integration, environment, starts_at, ends_at }: WindowRow): Window => ({
  integration,
  environment,
  startMs: starts_at.getTime(),
  endMs: ends_at.getTime(),
});

/** Whether a minute of an environment lies in declared maintenance. */
export type Declared = (integration: string, environment: string, minuteMs: number) => boolean;

/** Reads the maintenance that holds for some integrations. */
export const declaredMaintenance = async (
  client: ClientBase,
  integrations: readonly string[],
): Promise<Declared> => {
  const { rows } = await client.query<WindowRow>(HOLDING, [integrations]);
  const windows = rows.map(toWindow);
  return (integration, environment, minuteMs) =>
    windows.some(
      (window) =>
        window.integration === integration &&
        (window.environment === null || window.environment === environment) &&
        window.startMs <= minuteMs &&
        minuteMs < window.endMs,
    );
};

/** Notes what people declared or withdrew; undefined when it was noted before. */
export const noteMaintenance = async (
  client: ClientBase,
  { version, data }: StoredEvent,
): Promise<Window | undefined> => {
  const event = data as MaintenanceEvent;
  if (event.type === "MaintenanceWithdrawn") {
    const { rows } = await client.query<WindowRow>(WITHDRAW, [printable(event.id), version]);
    return rows[0] && toWindow(rows[0]);
  }
  const { id, integration, environment, from, to } = event.maintenance;
  const place = environment === undefined ? null : printable(environment);
  const { rows } = await client.query<WindowRow>(DECLARE, [
    printable(id),
    version,
    printable(integration),
    place,
    from,
    to,
  ]);
  return rows[0] && toWindow(rows[0]);
};
