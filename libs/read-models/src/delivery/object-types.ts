import type { ClientBase, Pool } from "pg";
import type { WebhookAttempted } from "#delivery";
import type { StoredEvent } from "#event-store";
import { printable } from "../printable.ts";

/** A type of objects that an integration's payloads speak of. */
export interface ObjectType {
  integration: string;
  type: string;
}

const KEEP = `
  INSERT INTO delivery_object_type (integration, type)
  SELECT * FROM json_to_recordset($1::json) AS row(integration text, type text)
  ON CONFLICT DO NOTHING`;

const LIST = `
  SELECT integration, type FROM delivery_object_type
  WHERE ($1::text IS NULL OR integration = $1) ORDER BY 1, 2 LIMIT 500`;

/** Keeps what the payloads of these attempts speak of. */
export const keepObjectTypes = async (client: ClientBase, events: readonly StoredEvent[]): Promise<void> => {
  const types = new Map<string, ObjectType>();
  for (const { data } of events) {
    const { integration, subject, objectType = "" } = data as WebhookAttempted;
    if (subject !== undefined)
      types.set(JSON.stringify([integration, objectType]), {
        integration: printable(integration),
        type: printable(objectType),
      });
  }
  if (types.size > 0) await client.query(KEEP, [JSON.stringify([...types.values()])]);
};

/** The types of objects that payloads speak of, of an integration or of all. */
export const listObjectTypes = async (pool: Pool, integration?: string): Promise<ObjectType[]> =>
  (await pool.query<ObjectType>(LIST, [integration === undefined ? null : printable(integration)])).rows;
