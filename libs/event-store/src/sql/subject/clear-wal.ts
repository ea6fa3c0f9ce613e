/** The write-ahead log's file that is written now, and every one that is there: older, or lying ready behind it. */
export const WAL_FILES = `
SELECT pg_walfile_name(pg_current_wal_insert_lsn()) AS current, name
FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$' ORDER BY name`;

/** A file without a record is not left. */
export const WRITE_WAL = `SELECT pg_logical_emit_message(false, 'clausewatch', 'erased')`;

/** Fills the rest of the file with zeros, and goes on in the next. */
export const NEXT_WAL_FILE = `SELECT pg_switch_wal()`;

export const CHECKPOINT = `CHECKPOINT`;
