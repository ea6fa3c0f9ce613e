import type { Pool, PoolClient } from "pg";
import type { Queryable } from "../database.ts";
import type { StoredEvent } from "../event.ts";
import { inTransaction } from "../in-transaction.ts";
import { follow } from "../read/follow.ts";
import { headPosition, readEvents } from "../read/read-events.ts";
import { ENSURE_PROJECTION } from "../sql/projection/ensure-projection.ts";
import { LOCK_PROJECTION } from "../sql/projection/lock-projection.ts";
import { MOVE_PROJECTION } from "../sql/projection/move-projection.ts";
import { READ_PROJECTION } from "../sql/projection/read-projection.ts";
import { READ_PROJECTIONS } from "../sql/projection/read-projections.ts";
import { TAKE_ALL_THE_TIME } from "../sql/take-all-the-time.ts";

/** Writes what a batch of events means, through the client of the transaction that moves the checkpoint. */
export type ProjectionHandler = (client: PoolClient, events: readonly StoredEvent[]) => Promise<void>;

/** Empties what a projection writes. */
type Reset = (client: PoolClient) => Promise<void>;

const BATCH = 500;

/** The checkpoint of a projection's version; 0 before its first batch. */
export const projectionPosition = async (
  database: Queryable,
  name: string,
  version: number,
): Promise<number> => {
  const { rows } = await database.query<{ position: string }>(READ_PROJECTION, [name, version]);
  return Number(rows[0]?.position ?? 0);
};

/** A projection by its name and version. */
export interface ProjectionName {
  name: string;
  version: number;
}

/** The checkpoints of projections, in their order, by one query; 0 before a first batch. */
export const projectionPositions = async (
  database: Queryable,
  projections: readonly ProjectionName[],
): Promise<number[]> => {
  const { rows } = await database.query<ProjectionName & { position: string }>(READ_PROJECTIONS);
  const positionOf = (one: ProjectionName): number =>
    Number(rows.find(({ name, version }) => name === one.name && version === one.version)?.position ?? 0);
  return projections.map(positionOf);
};

/**
 * Takes one batch through a projection, with its checkpoint in one transaction; returns how many events it held. Of
 * several processes one works at a time. Where the handler rejects, nothing of the batch stays.
 */
export const projectBatch = async (
  pool: Pool,
  name: string,
  version: number,
  handle: ProjectionHandler,
  limit = BATCH,
): Promise<number> => {
  await pool.query(ENSURE_PROJECTION, [name, version]);
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ position: string }>(LOCK_PROJECTION, [name, version]);
    const events = await readEvents(client, Number(rows[0]!.position), limit);
    if (events.length > 0) {
      await handle(client, events);
      await client.query(MOVE_PROJECTION, [name, version, events.at(-1)!.position]);
    }
    return events.length;
  });
};

/**
 * Takes every event through an emptied projection, in one transaction: until it ends, readers see what was there
 * before. `progress` is told the position reached and the head's. Returns how many events there were.
 */
export const rebuildProjection = async (
  pool: Pool,
  {
    name,
    version,
    handle,
    reset,
  }: { name: string; version: number; handle: ProjectionHandler; reset: Reset },
  progress: (position: number, end: number) => void = () => undefined,
): Promise<number> => {
  await pool.query(ENSURE_PROJECTION, [name, version]);
  return inTransaction(pool, async (client) => {
    await client.query(TAKE_ALL_THE_TIME);
    await client.query(LOCK_PROJECTION, [name, version]);
    await reset(client);
    const end = await headPosition(client);
    let position = 0;
    let count = 0;
    for (;;) {
      const events = await readEvents(client, position, BATCH);
      if (events.length === 0) break;
      await handle(client, events);
      position = events.at(-1)!.position;
      count += events.length;
      progress(position, Math.max(position, end));
    }
    await client.query(MOVE_PROJECTION, [name, version, position]);
    return count;
  });
};

/**
 * Keeps a projection up to date until the signal aborts; then resolves. A batch that fails is reported to `onError` and
 * tried again after a growing pause. A new version starts from the first event, beside the old one.
 */
export const runProjection = async (
  pool: Pool,
  name: string,
  version: number,
  handle: ProjectionHandler,
  signal: AbortSignal,
  onError: (error: unknown) => void = () => undefined,
): Promise<void> => {
  const advance = async () => (await projectBatch(pool, name, version, handle)) > 0;
  await follow(pool, signal, advance, onError);
};
