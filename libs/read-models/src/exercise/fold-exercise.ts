import type { ClientBase } from "pg";
import { factsOf, type Fact, type MinuteMeasured } from "#measurement";
import type { StoredEvent } from "#event-store";
import { printable } from "../printable.ts";
import { startOf } from "../service-level/level.ts";
import { internKeys, nameOf, type ExerciseKey } from "./keys.ts";

const KNOWN = `SELECT stream, version FROM exercise_stream WHERE stream = ANY($1)`;

const ADVANCE = `
  INSERT INTO exercise_stream (stream, integration, month, version)
  SELECT * FROM json_to_recordset($1::json) AS row(stream text, integration text, month timestamptz, version bigint)
  ON CONFLICT (stream) DO UPDATE SET version = excluded.version`;

const ADD = `
  INSERT INTO exercise AS known (key, level, starts_at, count, last_at, event_id)
  SELECT * FROM json_to_recordset($1::json) AS row(
    key integer, level text, starts_at timestamptz, count bigint, last_at timestamptz, event_id text)
  ON CONFLICT (key, level, starts_at) DO UPDATE SET
    count = known.count + excluded.count,
    last_at = greatest(known.last_at, excluded.last_at),
    event_id = CASE WHEN known.last_at > excluded.last_at THEN known.event_id
      ELSE coalesce(excluded.event_id, known.event_id) END`;

/** How finely counts are kept. */
const LEVELS = ["hour", "day"] as const;

/** What is added to one row. */
interface Addition {
  key: ExerciseKey;
  level: (typeof LEVELS)[number];
  startMs: number;
  count: number;
  lastMs?: number;
  eventId?: string;
}

/** What later minutes say last stands; what takes back says nothing of when. */
const add = (known: Addition | undefined, addition: Addition): Addition => {
  if (!known) return addition;
  const isLast = (addition.lastMs ?? -Infinity) >= (known.lastMs ?? -Infinity);
  const { lastMs, eventId } = isLast ? { ...known, ...addition } : { ...addition, ...known };
  return { ...known, count: known.count + addition.count, lastMs, eventId };
};

/** The minutes among events that are not folded in yet, in order. */
const freshOf = async (client: ClientBase, events: readonly StoredEvent[]): Promise<StoredEvent[]> => {
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const { rows } = await client.query<{ stream: string; version: string }>(KNOWN, [streams]);
  const versions = new Map(rows.map(({ stream, version }) => [stream, Number(version)]));
  return events.filter(({ stream, version }) => {
    if (version <= (versions.get(stream) ?? 0)) return false;
    versions.set(stream, version);
    return true;
  });
};

const additionsOf = (integration: string, minuteMs: number, fact: Fact): Addition[] => {
  const { kind, count, atMs = minuteMs, eventId } = fact;
  const key = {
    integration: printable(integration),
    environment: printable(fact.environment),
    kind,
    endpoint: printable(fact.endpoint),
    name: printable(fact.name),
  };
  return LEVELS.map((level) => ({
    key,
    level,
    startMs: startOf(level, atMs),
    count,
    ...(count > 0 && { lastMs: atMs }),
    ...(eventId !== undefined && { eventId: printable(eventId) }),
  }));
};

const advance = async (client: ClientBase, events: readonly StoredEvent[]): Promise<void> => {
  const streams = new Map(
    events.map(({ stream, version, data }) => {
      const { integration, minute } = data as MinuteMeasured;
      const month = new Date(startOf("month", Date.parse(minute)));
      return [stream, { stream, integration: printable(integration), month, version }];
    }),
  );
  await client.query(ADVANCE, [JSON.stringify([...streams.values()])]);
};

/** Takes what measured minutes show into the counts; minutes that are in them already change nothing. */
export const foldExercise = async (client: ClientBase, events: readonly StoredEvent[]): Promise<void> => {
  const fresh = await freshOf(client, events);
  if (fresh.length === 0) return;
  const additions = new Map<string, Addition>();
  const keys = new Map<string, ExerciseKey>();
  for (const { data } of fresh) {
    const measured = data as MinuteMeasured;
    for (const fact of factsOf(measured))
      for (const addition of additionsOf(measured.integration, Date.parse(measured.minute), fact)) {
        const name = nameOf(addition.key);
        const row = `${name}\n${addition.level} ${addition.startMs}`;
        keys.set(name, addition.key);
        additions.set(row, add(additions.get(row), addition));
      }
  }
  const ids = await internKeys(client, keys);
  const rows = Array.from(additions.values(), ({ key, level, startMs, count, lastMs, eventId }) => ({
    key: ids.get(nameOf(key))!,
    level,
    starts_at: new Date(startMs),
    count,
    last_at: lastMs === undefined ? null : new Date(lastMs),
    event_id: eventId ?? null,
  }));
  await client.query(ADD, [JSON.stringify(rows)]);
  await advance(client, fresh);
};
