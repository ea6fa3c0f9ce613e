import { type Queryable, storable } from "../database.ts";
import type { StoredEvent } from "../event.ts";
import { READ_EVENTS } from "../sql/read-events.ts";
import { READ_HEAD } from "../sql/read-head.ts";
import { READ_STREAM } from "../sql/read-stream.ts";
import { type EventRow, toStoredEvent } from "./stored-event.ts";

/** At most `limit` events behind a position, in order. Positions are gapless, so none can turn up behind it later. */
export const readEvents = async (
  database: Queryable,
  afterPosition: number,
  limit: number,
): Promise<StoredEvent[]> =>
  (await database.query<EventRow>(READ_EVENTS, [afterPosition, limit])).rows.map(toStoredEvent);

/** One stream's events behind a version, in order; 0 gives all of them. */
export const readStream = async (
  database: Queryable,
  stream: string,
  afterVersion = 0,
): Promise<StoredEvent[]> =>
  (await database.query<EventRow>(READ_STREAM, [storable(stream), afterVersion])).rows.map(toStoredEvent);

/** The position of the newest event; 0 in an empty store. */
export const headPosition = async (database: Queryable): Promise<number> =>
  Number((await database.query<{ position: string }>(READ_HEAD)).rows[0]!.position);
