import { ERASURE_LOCK } from "./erasure-lock.ts";

/** No payload is stored, and no subject erased, held or released, until the transaction ends. */
export const EXCLUDE_COMMITS = `SELECT pg_advisory_xact_lock(${ERASURE_LOCK})`;

/** Notes the subject where nothing is known of it yet. */
export const NOTE_SUBJECT = `
INSERT INTO subject_key (integration, subject) VALUES ($1, $2) ON CONFLICT DO NOTHING`;

export const LOCK_SUBJECT = `
SELECT tableoid::regclass::text AS partition, held_at FROM subject_key
WHERE integration = $1 AND subject = $2 FOR UPDATE`;

export const DELETE_WORDS = `DELETE FROM payload_word WHERE integration = $1 AND subject = $2`;

export const DELETE_PAYLOADS = `DELETE FROM payload WHERE integration = $1 AND subject = $2`;

/**
 * The partition of a subject's key in a new file, without the key; the old file goes with the transaction, whoever may
 * still read an older state. Only that it was erased stays. Takes the subject as $1, $2 of the first and the last.
 */
export const rewriteWithout = (partition: string) => ({
  copy: `
CREATE TEMPORARY TABLE kept_subject_key ON COMMIT DROP AS
SELECT * FROM ${partition} WHERE NOT (integration = $1 AND subject = $2)`,
  empty: `TRUNCATE ${partition}`,
  fill: `INSERT INTO ${partition} SELECT * FROM kept_subject_key`,
  note: `INSERT INTO subject_key (integration, subject, erased_at) VALUES ($1, $2, clock_timestamp())`,
});

export const HOLD_SUBJECT = `UPDATE subject_key SET held_at = now() WHERE integration = $1 AND subject = $2`;

export const RELEASE_SUBJECT = `UPDATE subject_key SET held_at = NULL WHERE integration = $1 AND subject = $2`;
