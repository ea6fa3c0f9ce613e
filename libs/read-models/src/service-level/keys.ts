import type { ClientBase } from "pg";
import { internKeys as intern } from "../intern-keys.ts";
import { printable } from "../printable.ts";

/** Which of endpoint and client are told apart. */
export type Split = "all" | "endpoint" | "client" | "cell";

/** Whose figures; absent names are empty. */
export interface FigureKey {
  integration: string;
  split: Split;
  environment: string;
  endpoint: string;
  client: string;
}

/** Exchanges that share all their names. */
export interface Place {
  integration: string;
  environment?: string;
  endpoint: string;
  client?: string;
}

/** Figures of minutes that exchanges of a place are in. */
export const MINUTE_SPLITS = ["all", "cell"] as const satisfies readonly Split[];
/** Figures of hours, days and months that exchanges of a place are in. */
export const ROLL_UP_SPLITS = ["all", "endpoint", "client", "cell"] as const satisfies readonly Split[];

/** The key of a place's figures in a split. */
export const keyOf = (place: Place, split: Split): FigureKey => {
  const { integration, environment = "", endpoint, client = "" } = place;
  return {
    integration: printable(integration),
    split,
    environment: printable(environment),
    endpoint: split === "endpoint" || split === "cell" ? printable(endpoint) : "",
    client: split === "client" || split === "cell" ? printable(client) : "",
  };
};

/** A text that tells keys apart. */
export const nameOf = ({ integration, split, environment, endpoint, client }: FigureKey): string =>
  [integration, split, environment, endpoint, client].join("\n");

const COLUMNS = "integration text, split text, environment text, endpoint text, client text";

const FIND = `
  SELECT k.id, k.integration, k.split, k.environment, k.endpoint, k.client
  FROM json_to_recordset($1::json) AS i(${COLUMNS})
  JOIN service_level_key k ON k.integration = i.integration AND k.split = i.split AND k.environment = i.environment
    AND md5(k.endpoint) = md5(i.endpoint) AND md5(k.client) = md5(i.client)`;

const ADD = `
  INSERT INTO service_level_key (integration, split, environment, endpoint, client)
  SELECT * FROM json_to_recordset($1::json) AS i(${COLUMNS})
  RETURNING id, integration, split, environment, endpoint, client`;

/** The ids of keys by their names; those that are new get one. */
export const internKeys = (
  client: ClientBase,
  wanted: ReadonlyMap<string, FigureKey>,
): Promise<Map<string, number>> => intern(client, { find: FIND, add: ADD }, nameOf, wanted);
