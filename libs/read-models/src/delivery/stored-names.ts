import type { ClientBase } from "pg";
import { printable } from "../printable.ts";
import type { EndpointHealth } from "./endpoint-health.ts";
import type { StoredKind } from "./kind.ts";

/** Where webhooks go; an absent environment is empty. */
export interface EndpointName {
  integration: string;
  environment: string;
  endpoint: string;
}

/** An endpoint as it is stored. */
export interface StoredEndpoint {
  id: number;
  health: EndpointHealth;
}

const ENSURE_ENDPOINTS = `
  INSERT INTO delivery_endpoint (integration, environment, endpoint)
  SELECT integration, environment, endpoint
  FROM json_to_recordset($1::json) AS row(integration text, environment text, endpoint text)
  ON CONFLICT DO NOTHING`;

const READ_ENDPOINTS = `
  SELECT e.id, e.integration, e.environment, e.endpoint, e.health
  FROM json_to_recordset($1::json) AS row(integration text, environment text, endpoint text)
  JOIN delivery_endpoint e ON e.integration = row.integration AND e.environment = row.environment
    AND md5(e.endpoint) = md5(row.endpoint)`;

const ENSURE_KINDS = `
  INSERT INTO delivery_kind (list, key, integration, environment, event_type, state, status, failure, number,
    signature, timestamp, side, manual, duration_class)
  SELECT row.* FROM json_to_recordset($1::json) AS row(list text, key text, integration text, environment text,
    event_type text, state text, status integer, failure text, number integer, signature text, timestamp text,
    side text, manual boolean, duration_class integer)
  ON CONFLICT (key) DO NOTHING`;

const READ_KINDS = `SELECT id, key FROM delivery_kind WHERE key = ANY($1)`;

/** What tells an endpoint from others. */
export const endpointKeyOf = ({ integration, environment, endpoint }: EndpointName): string =>
  JSON.stringify([integration, environment, endpoint].map(printable));

/** Finds the endpoints by key, and makes those that are new. */
export const ensureEndpoints = async (
  client: ClientBase,
  names: readonly EndpointName[],
): Promise<Map<string, StoredEndpoint>> => {
  const wanted = new Map(names.map((name) => [endpointKeyOf(name), name]));
  const found = new Map<string, StoredEndpoint>();
  const printed = () =>
    [...wanted].flatMap(([key, { integration, environment, endpoint }]) =>
      found.has(key)
        ? []
        : {
            integration: printable(integration),
            environment: printable(environment),
            endpoint: printable(endpoint),
          },
    );
  const read = async () => {
    const { rows } = await client.query<EndpointName & StoredEndpoint>(READ_ENDPOINTS, [
      JSON.stringify(printed()),
    ]);
    for (const { id, health, ...name } of rows) found.set(endpointKeyOf(name), { id, health });
  };
  await read();
  if (found.size === wanted.size) return found;
  await client.query(ENSURE_ENDPOINTS, [JSON.stringify(printed())]);
  await read();
  return found;
};

/** Finds the kinds by key, and makes those that are new. */
export const ensureKinds = async (
  client: ClientBase,
  kinds: ReadonlyMap<string, StoredKind>,
): Promise<Map<string, number>> => {
  const found = new Map<string, number>();
  const read = async () => {
    const missing = [...kinds.keys()].filter((key) => !found.has(key));
    const { rows } = await client.query<{ id: number; key: string }>(READ_KINDS, [missing]);
    for (const { id, key } of rows) found.set(key, id);
  };
  await read();
  if (found.size === kinds.size) return found;
  const missing = [...kinds].flatMap(([key, kind]) => (found.has(key) ? [] : [kind]));
  await client.query(ENSURE_KINDS, [JSON.stringify(missing)]);
  await read();
  return found;
};
