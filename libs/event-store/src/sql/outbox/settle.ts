/** Only the last lease settles a message. */
export const SETTLE = `DELETE FROM outbox WHERE id = $1 AND attempt = $2`;
