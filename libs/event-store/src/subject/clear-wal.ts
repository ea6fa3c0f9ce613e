import type { Pool, PoolClient, QueryConfig } from "pg";
import { CHECKPOINT, NEXT_WAL_FILE, WAL_FILES, WRITE_WAL } from "../sql/subject/clear-wal.ts";

const PATIENCE_MS = 300_000;
const FILES_AT_MOST = 500;

interface PatientQuery extends QueryConfig {
  query_timeout: number;
}

const query = (client: PoolClient, text: string) => {
  const patient: PatientQuery = { text, query_timeout: PATIENCE_MS };
  return client.query<{ current: string; name: string }>(patient);
};

const nextFile = async (client: PoolClient): Promise<void> => {
  await query(client, WRITE_WAL);
  await query(client, NEXT_WAL_FILE);
};

/** Writes over the files that lie ready: they are old ones under a new name, and hold what those held. */
const overwriteReadyFiles = async (client: PoolClient): Promise<void> => {
  const last = (await query(client, WAL_FILES)).rows.at(-1)?.name ?? "";
  for (let files = 0; files < FILES_AT_MOST; files++) {
    if ((await query(client, WAL_FILES)).rows[0]!.current > last) return;
    await nextFile(client);
  }
  throw new Error("the write-ahead log grows faster than it can be written over");
};

const clear = async (client: PoolClient): Promise<void> => {
  await query(client, `SET statement_timeout = ${PATIENCE_MS}`);
  await nextFile(client);
  const { current } = (await query(client, WAL_FILES)).rows[0]!;
  await query(client, CHECKPOINT);
  await overwriteReadyFiles(client);
  await query(client, CHECKPOINT);
  const kept = (await query(client, WAL_FILES)).rows.filter(({ name }) => name < current);
  if (kept.length > 0)
    throw new Error(
      `${kept.length} of its files are kept, by a replication slot, by an archive that lags, or by wal_keep_size`,
    );
};

/**
 * Rids the server's files of what tables no longer hold: whole files of the write-ahead log are written over or removed.
 * Needs the rights to switch the log, list its files and make checkpoints; tells why where it could not be done.
 */
export const clearWriteAheadLog = async (pool: Pool): Promise<"cleared" | { kept: string }> => {
  const client = await pool.connect();
  try {
    await clear(client);
    return "cleared";
  } catch (error) {
    return { kept: error instanceof Error ? error.message : String(error) };
  } finally {
    client.release(true);
  }
};
