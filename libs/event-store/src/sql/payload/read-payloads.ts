const COLUMNS = `event_id, part, integration, subject, bytes,
(extract(epoch FROM occurred_at) * 1000)::bigint AS occurred_at_ms`;

export const READ_PAYLOAD = `
SELECT ${COLUMNS} FROM payload WHERE event_id = $1 AND part = $2 LIMIT 1`;

export const READ_SUBJECT_PAYLOADS = `
SELECT ${COLUMNS} FROM payload
WHERE integration = $1 AND subject = $2 AND (occurred_at, event_id, part) > (to_timestamp($3 / 1000.0), $4, $5)
ORDER BY occurred_at, event_id, part LIMIT $6`;
