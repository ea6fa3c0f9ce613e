import type { PoolClient } from "pg";
import {
  initialSettings,
  openDispatch,
  takeChanges,
  type Dispatch,
  type DispatchSettings,
  type StandingAlert,
  type StandingGroup,
} from "#alerting";
import { printable } from "../printable.ts";

/** How far the alerter has read, and how often what it remembers was written. */
export interface AlertingHead {
  generation: number;
  position: number;
}

const HEAD = `SELECT generation, position FROM alerting`;
const MOVE = `UPDATE alerting SET generation = $1, position = $2, settings = coalesce($3, settings)`;
const UPSERT_ALERTS = `
  INSERT INTO alert
  SELECT id, alertname, severity, integration, environment, starts_at, state::json
  FROM json_to_recordset($1) AS row(
    id text, alertname text, severity text, integration text, environment text, starts_at timestamptz, state text)
  ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, starts_at = excluded.starts_at, state = excluded.state`;
const UPSERT_GROUPS = `
  INSERT INTO alert_group
  SELECT key, state::json FROM json_to_recordset($1) AS row(key text, state text)
  ON CONFLICT (key) DO UPDATE SET state = excluded.state`;

const toHead = ({ generation, position }: { generation: string; position: string }): AlertingHead => ({
  generation: Number(generation),
  position: Number(position),
});

/** Where the alerter stands; with `lock`, nobody else moves it until the transaction ends. */
export const alertingHead = async (
  client: Pick<PoolClient, "query">,
  lock = false,
): Promise<AlertingHead> => {
  const { rows } = await client.query<{ generation: string; position: string }>(
    lock ? `${HEAD} FOR UPDATE` : HEAD,
  );
  return toHead(rows[0]!);
};

/** Reads everything that the alerter remembers. */
export const loadDispatch = async (client: PoolClient): Promise<Dispatch> => {
  const states = async <State>(table: "alert" | "alert_group"): Promise<State[]> =>
    (await client.query<{ state: State }>(`SELECT state FROM ${table}`)).rows.map(({ state }) => state);
  const { rows } = await client.query<{ settings: DispatchSettings | null }>("SELECT settings FROM alerting");
  return openDispatch({
    alerts: await states<StandingAlert>("alert"),
    groups: await states<StandingGroup>("alert_group"),
    settings: { ...initialSettings(), ...rows[0]?.settings },
  });
};

const orNull = (text: string | undefined): string | null => (text === undefined ? null : printable(text));

const alertRow = (alert: StandingAlert) => {
  const { id, labels, startsAtMs } = alert;
  return {
    id,
    alertname: printable(labels["alertname"] ?? ""),
    severity: labels["severity"] ?? "",
    integration: orNull(labels["integration"]),
    environment: orNull(labels["environment"]),
    starts_at: new Date(startsAtMs).toISOString(),
    state: JSON.stringify(alert),
  };
};

/** Writes what has changed, and how far the alerter has read now. */
export const saveDispatch = async (
  client: PoolClient,
  dispatch: Dispatch,
  { generation, position }: AlertingHead,
): Promise<void> => {
  const { alerts, goneAlerts, groups, goneGroups, settings } = takeChanges(dispatch);
  if (alerts.length > 0) await client.query(UPSERT_ALERTS, [JSON.stringify(alerts.map(alertRow))]);
  if (goneAlerts.length > 0) await client.query("DELETE FROM alert WHERE id = ANY($1)", [goneAlerts]);
  if (groups.length > 0) {
    const rows = groups.map((group) => ({ key: group.key, state: JSON.stringify(group) }));
    await client.query(UPSERT_GROUPS, [JSON.stringify(rows)]);
  }
  if (goneGroups.length > 0) await client.query("DELETE FROM alert_group WHERE key = ANY($1)", [goneGroups]);
  await client.query(MOVE, [generation, position, settings ? JSON.stringify(settings) : null]);
};
