import type { ClientBase } from "pg";
import type { WebhookAttempted } from "#delivery";
import type { StoredEvent } from "#event-store";
import type { MinuteMeasured } from "#measurement";
import { printable } from "../printable.ts";

const MINUTE_MS = 60_000;
const OVERDUE_AT_ONCE = 1000;

const MOVE = `
  INSERT INTO delivery_clock AS c (integration, at)
  SELECT * FROM json_to_recordset($1::json) AS row(integration text, at timestamptz)
  ON CONFLICT (integration) DO UPDATE SET at = greatest(c.at, excluded.at)`;

const READ = `SELECT integration, at FROM delivery_clock`;

const PASSED = `
  DELETE FROM delivery_due WHERE delivery_id IN (
    SELECT d.delivery_id FROM delivery_clock c
    JOIN delivery_due d ON d.integration = c.integration AND d.until < c.at
    LIMIT ${OVERDUE_AT_ONCE})
  RETURNING delivery_id`;

const told = ({ type, data }: StoredEvent): { integration: string; atMs: number } | undefined => {
  if (type === "WebhookAttempted") {
    const { integration, startedAt } = data as WebhookAttempted;
    return { integration, atMs: Date.parse(startedAt) };
  }
  if (type !== "MinuteMeasured") return undefined;
  const { integration, minute } = data as MinuteMeasured;
  return { integration, atMs: Date.parse(minute) + MINUTE_MS };
};

/** Integrations' clocks in milliseconds: the latest attempt or end of a measured minute. */
export type Clocks = ReadonlyMap<string, number>;

/** Moves the clocks of the integrations that events speak of; tells whether there are any. */
export const moveClocks = async (client: ClientBase, events: readonly StoredEvent[]): Promise<boolean> => {
  const latest = new Map<string, number>();
  for (const event of events) {
    const time = told(event);
    if (!time) continue;
    const integration = printable(time.integration);
    latest.set(integration, Math.max(time.atMs, latest.get(integration) ?? time.atMs));
  }
  if (latest.size === 0) return false;
  const moved = [...latest].map(([integration, atMs]) => ({ integration, at: new Date(atMs).toISOString() }));
  await client.query(MOVE, [JSON.stringify(moved)]);
  return true;
};

/** How late it is for each integration. */
export const readClocks = async (client: ClientBase): Promise<Clocks> => {
  const { rows } = await client.query<{ integration: string; at: Date }>(READ);
  return new Map(rows.map(({ integration, at }) => [integration, at.getTime()]));
};

/** Takes out some deliveries whose next attempt should have come by now; none when there are no more. */
export const takeOverdue = async (client: ClientBase): Promise<string[]> => {
  const { rows } = await client.query<{ delivery_id: string }>(PASSED);
  return rows.map(({ delivery_id }) => delivery_id);
};
