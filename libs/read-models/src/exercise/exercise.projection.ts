import type { ClientBase } from "pg";
import { TAKE_ALL_THE_TIME, type StoredEvent } from "#event-store";
import type { ReadModel } from "../read-model.ts";
import { endOf } from "../service-level/level.ts";
import { foldExercise } from "./fold-exercise.ts";

/** Retention drops whole streams, a month each; a rebuild would not find them any more. */
const GONE = `
  DELETE FROM exercise_stream s WHERE NOT EXISTS (SELECT FROM event e WHERE e.stream = s.stream)
  RETURNING integration, month`;

const FORGET = `
  DELETE FROM exercise e USING exercise_key k
  WHERE k.integration = $1 AND e.key = k.id AND e.starts_at >= $2 AND e.starts_at < $3`;

const FORGET_KEYS = `DELETE FROM exercise_key k WHERE NOT EXISTS (SELECT FROM exercise e WHERE e.key = k.id)`;

/** Lets go of the months whose events are gone. */
const forgetDropped = async (client: ClientBase): Promise<void> => {
  const { rows } = await client.query<{ integration: string; month: Date }>(GONE);
  if (rows.length === 0) return;
  await client.query(TAKE_ALL_THE_TIME);
  for (const { integration, month } of rows)
    await client.query(FORGET, [integration, month, new Date(endOf("month", month.getTime()))]);
  await client.query(FORGET_KEYS);
};

/** What traffic showed of the clauses, by hour and day: whatever a revision says, since it is kept in traffic's terms. */
export const exerciseProjection: ReadModel = {
  name: "exercise",
  version: 1,
  handle: async (client: ClientBase, events: readonly StoredEvent[]) => {
    const minutes = events.filter(({ type }) => type === "MinuteMeasured");
    if (minutes.length > 0) await foldExercise(client, minutes);
    if (events.some(({ type }) => type === "EventsDropped")) await forgetDropped(client);
  },
  reset: async (client: ClientBase) => {
    for (const table of ["exercise_stream", "exercise", "exercise_key"])
      await client.query(`DELETE FROM ${table}`);
  },
};
