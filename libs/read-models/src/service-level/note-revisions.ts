import type { ClientBase } from "pg";
import { printable } from "../printable.ts";
import { endOf, startOf } from "./level.ts";
import type { Minute } from "./minutes.ts";

const LATEST = `
  SELECT DISTINCT ON (integration, month) integration, month, run, revision, ends_at
  FROM service_level_revision WHERE integration = ANY($1) AND month = ANY($2)
  ORDER BY integration, month, run DESC`;

const SAVE = `
  INSERT INTO service_level_revision
  SELECT * FROM json_to_recordset($1::json) AS row(
    integration text, month timestamptz, run integer, revision text, ends_at timestamptz)
  ON CONFLICT (integration, month, run) DO UPDATE SET ends_at = excluded.ends_at`;

interface Run {
  integration: string;
  month: Date;
  run: number;
  revision: string;
  ends_at: Date;
}

const nameOf = ({ integration, month }: Pick<Run, "integration" | "month">): string =>
  `${month.getTime()} ${integration}`;

/** Writes down which revisions measured the months of these minutes, in the order in which they did. */
export const noteRevisions = async (client: ClientBase, minutes: readonly Minute[]): Promise<void> => {
  const measured = minutes.flatMap(({ event, measured: { integration }, minuteMs }) => {
    if (event.revision === undefined) return [];
    const month = new Date(startOf("month", minuteMs));
    const endsAt = new Date(endOf("minute", minuteMs));
    return [
      { integration: printable(integration), month, revision: printable(event.revision), ends_at: endsAt },
    ];
  });
  if (measured.length === 0) return;
  const integrations = [...new Set(measured.map(({ integration }) => integration))];
  const months = [...new Set(measured.map(({ month }) => month.getTime()))].map((ms) => new Date(ms));
  const { rows } = await client.query<Run>(LATEST, [integrations, months]);
  const latest = new Map(rows.map((row) => [nameOf(row), row]));
  const changed = new Set<Run>();
  for (const one of measured) {
    let run = latest.get(nameOf(one));
    if (run?.revision !== one.revision) latest.set(nameOf(one), (run = { ...one, run: (run?.run ?? 0) + 1 }));
    else if (run.ends_at < one.ends_at) run.ends_at = one.ends_at;
    else continue;
    changed.add(run);
  }
  if (changed.size > 0) await client.query(SAVE, [JSON.stringify([...changed])]);
};
