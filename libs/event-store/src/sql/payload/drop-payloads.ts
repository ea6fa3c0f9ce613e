/** Daily tables whose days ended at $1 or before, as their names' ends, oldest first. */
export const EXPIRED_PAYLOAD_DAYS = `
SELECT substr(c.relname, 9) AS day FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'payload'::regclass AND c.relname ~ '^payload_[0-9]{4}_[0-9]{2}_[0-9]{2}$'
  AND (to_date(substr(c.relname, 9), 'YYYY_MM_DD') + interval '1 day') AT TIME ZONE 'UTC' <= $1
ORDER BY 1`;

const HELD = `
SELECT FROM subject_key k
WHERE k.held_at IS NOT NULL AND k.integration = p.integration AND k.subject = p.subject`;

export const countPayloadsOf = (day: string): string => `
SELECT count(*) AS dropped FROM payload_${day} p WHERE NOT EXISTS (${HELD})`;

/** A day's tables go whole; what is held moves to the default ones. */
export const dropPayloadDay = (day: string): string[] =>
  ["payload", "payload_word"].flatMap((table) => [
    `ALTER TABLE ${table} DETACH PARTITION ${table}_${day}`,
    `INSERT INTO ${table} SELECT p.* FROM ${table}_${day} p WHERE EXISTS (${HELD})`,
    `DROP TABLE ${table}_${day}`,
  ]);

/** What occurred before $1, is in no day's table and is not held. */
export const DELETE_EXPIRED_WORDS = `
DELETE FROM payload_word_default p WHERE p.occurred_at < $1 AND NOT EXISTS (${HELD})`;

export const DELETE_EXPIRED_PAYLOADS = `
DELETE FROM payload_default p WHERE p.occurred_at < $1 AND NOT EXISTS (${HELD})`;
