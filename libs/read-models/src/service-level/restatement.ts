import type { ClientBase } from "pg";
import type { MaintenanceEvent } from "#alerting";
import type { StoredEvent } from "#event-store";
import type { MinuteMeasured, ObjectiveCounts } from "#measurement";
import { printable } from "../printable.ts";
import { differenceOf, isNothing, type Counts } from "./counts.ts";

/** Why a month's figures changed after they were stated: exchanges came late, or people spoke of maintenance. */
export const RESTATEMENT_CAUSES = ["late", "maintenance-declared", "maintenance-withdrawn"] as const;
export type RestatementCause = (typeof RESTATEMENT_CAUSES)[number];

/** What an event changed of one month of one environment. */
export interface Restated {
  integration: string;
  environment: string;
  monthMs: number;
  fromMs: number;
  toMs: number;
  before: Counts;
  after: Counts;
}

const NOTHING: ObjectiveCounts = { good: 0, bad: 0, apart: 0 };

const ADD = `
  INSERT INTO service_level_restatement
  SELECT * FROM json_to_recordset($1::json) AS row(
    integration text, month timestamptz, position bigint, environment text, objective text, cause text, event_id text,
    recorded_at timestamptz, from_at timestamptz, to_at timestamptz, before jsonb, after jsonb, maintenance text)
  ON CONFLICT DO NOTHING`;

/** The maintenance that an event is about; null where it is about none. */
const maintenanceOf = ({ data }: StoredEvent): string | null => {
  const event = data as MaintenanceEvent | MinuteMeasured;
  if (event.type === "MaintenanceDeclared") return printable(event.maintenance.id);
  return event.type === "MaintenanceWithdrawn" ? printable(event.id) : null;
};

const rowsOf = (restated: Restated, event: StoredEvent, cause: RestatementCause): object[] => {
  const { integration, environment, monthMs, fromMs, toMs, before, after } = restated;
  const changed = Object.entries(differenceOf(after, before)).filter(
    ([path, one]) => !isNothing({ [path]: one }),
  );
  return changed.map(([objective]) => ({
    integration: printable(integration),
    month: new Date(monthMs),
    position: event.position,
    environment,
    objective: printable(objective),
    cause,
    event_id: printable(event.eventId),
    recorded_at: new Date(event.recordedAtMs),
    from_at: new Date(fromMs),
    to_at: new Date(toMs),
    before: before[objective] ?? NOTHING,
    after: after[objective] ?? NOTHING,
    maintenance: maintenanceOf(event),
  }));
};

/** Writes down what events restated, an entry an objective. */
export const addRestatements = async (
  client: ClientBase,
  entries: readonly { restated: Restated; event: StoredEvent; cause: RestatementCause }[],
): Promise<void> => {
  const rows = entries.flatMap(({ restated, event, cause }) => rowsOf(restated, event, cause));
  if (rows.length > 0) await client.query(ADD, [JSON.stringify(rows)]);
};
