import type { PoolClient } from "pg";
import type { NewEvent } from "../event.ts";
import { APPEND_EVENTS } from "../sql/append-events.ts";
import { encodeEvents } from "./encode-events.ts";

/**
 * Appends events as a part of a transaction, wherever their streams stand. It locks the head until the transaction ends,
 * so it is the last thing that one does; their months should have their partitions (`ensureEventPartitions`).
 */
export const appendEvents = async (client: PoolClient, events: readonly NewEvent[]): Promise<void> => {
  const encoded = encodeEvents(events);
  if (encoded !== undefined) await client.query(APPEND_EVENTS, [encoded]);
};
