export const POSTPONE = `
UPDATE outbox SET due_at = clock_timestamp() + $3 * interval '1 millisecond', lease_owner = NULL, lease_until = NULL
WHERE id = $1 AND attempt = $2`;
