import type { ClientBase } from "pg";
import type { Fact } from "#measurement";
import { internKeys as intern } from "../intern-keys.ts";

/** What is counted; absent names are empty. */
export type ExerciseKey = Pick<Fact, "environment" | "kind" | "endpoint" | "name"> & { integration: string };

/** A text that tells keys apart. */
export const nameOf = ({ integration, environment, kind, endpoint, name }: ExerciseKey): string =>
  [integration, environment, kind, endpoint, name].join("\n");

const COLUMNS = "integration text, environment text, kind text, endpoint text, name text";

const FIND = `
  SELECT k.id, k.integration, k.environment, k.kind, k.endpoint, k.name
  FROM json_to_recordset($1::json) AS i(${COLUMNS})
  JOIN exercise_key k ON k.integration = i.integration AND k.environment = i.environment AND k.kind = i.kind
    AND md5(k.endpoint) = md5(i.endpoint) AND md5(k.name) = md5(i.name)`;

const ADD = `
  INSERT INTO exercise_key (integration, environment, kind, endpoint, name)
  SELECT * FROM json_to_recordset($1::json) AS i(${COLUMNS})
  RETURNING id, integration, environment, kind, endpoint, name`;

/** The ids of keys by their names; those that are new get one. */
export const internKeys = (
  client: ClientBase,
  wanted: ReadonlyMap<string, ExerciseKey>,
): Promise<Map<string, number>> => intern(client, { find: FIND, add: ADD }, nameOf, wanted);
