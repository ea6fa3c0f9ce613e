import type { ClientBase } from "pg";
import type { StoredEvent } from "#event-store";
import type { ReadModel } from "../read-model.ts";
import { fold } from "./fold.ts";

const INSERT = `
  INSERT INTO violation
  SELECT id, version, rule, severity, party, status, integration, revision, environment, client, endpoint,
         clause_path, clause_file, clause_line, clause_text, occurred_at, last_at, ended, message,
         evidence::json, event_ids::json, count
  FROM json_to_recordset($1::json) AS row(
    id text, version integer, rule text, severity text, party text, status text, integration text, revision text,
    environment text, client text, endpoint text, clause_path text, clause_file text, clause_line integer,
    clause_text text, occurred_at timestamptz, last_at timestamptz, ended boolean, message text, evidence text,
    event_ids text, count bigint)
  ON CONFLICT (id) DO NOTHING`;

const UPDATE = `
  UPDATE violation SET
    version = change.version,
    severity = coalesce(change.severity, violation.severity),
    status = coalesce(change.status, violation.status),
    owner = coalesce(change.owner, violation.owner),
    taken_by = coalesce(change.taken_by, violation.taken_by),
    taken_at = coalesce(change.taken_at, violation.taken_at),
    resolved_at = coalesce(change.resolved_at, violation.resolved_at),
    last_at = greatest(violation.last_at, change.last_at),
    ended = coalesce(change.ended, violation.ended),
    event_ids = coalesce(change.event_ids::json, violation.event_ids),
    count = coalesce(change.count, violation.count)
  FROM json_to_recordset($1::json) AS change(
    id text, version integer, severity text, status text, owner text, taken_by text, taken_at timestamptz,
    resolved_at timestamptz, last_at timestamptz, ended boolean, event_ids text, count bigint)
  WHERE violation.id = change.id AND violation.version < change.version`;

/** Retention drops whole streams; a rebuild would not find them any more. */
const DELETE_DROPPED = `
  DELETE FROM violation v WHERE NOT EXISTS (SELECT FROM event e WHERE e.stream = 'violation-' || v.id)`;

/** Violations as people see them, one row each. */
export const violationProjection: ReadModel = {
  name: "violation",
  version: 3,
  handle: async (client: ClientBase, events: readonly StoredEvent[]) => {
    const { opened, changes } = fold(events);
    if (opened.length > 0) await client.query(INSERT, [JSON.stringify(opened)]);
    if (changes.length > 0) await client.query(UPDATE, [JSON.stringify(changes)]);
    if (events.some(({ type }) => type === "EventsDropped")) await client.query(DELETE_DROPPED);
  },
  reset: async (client: ClientBase) => {
    await client.query("DELETE FROM violation");
  },
};
