/** Keys that stand, of the subjects $1 (integrations) and $2. */
export const READ_SUBJECT_KEYS = `
SELECT k.integration, k.subject, k.key_id, k.wrapped_key
FROM unnest($1::text[], $2::text[]) AS s(integration, subject)
JOIN subject_key k ON k.integration = s.integration AND k.subject = s.subject
WHERE k.wrapped_key IS NOT NULL`;

/** Gives keys to the subjects that have none, in an order that lets two who do so at once not wait for one another. */
export const CREATE_SUBJECT_KEYS = `
INSERT INTO subject_key AS k (integration, subject, key_id, wrapped_key)
SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::bytea[]) AS s(integration, subject, key_id, wrapped_key)
ORDER BY s.integration, s.subject
ON CONFLICT (integration, subject) DO UPDATE
SET key_id = excluded.key_id, wrapped_key = excluded.wrapped_key, created_at = excluded.created_at
WHERE k.wrapped_key IS NULL`;

export const READ_SUBJECT = `
SELECT k.held_at, k.erased_at,
  (SELECT count(*) FROM payload p WHERE p.integration = k.integration AND p.subject = k.subject) AS payloads
FROM subject_key k WHERE k.integration = $1 AND k.subject = $2`;
