export const COUNT_WAITING = `SELECT channel, count(*)::integer AS waiting FROM outbox GROUP BY channel`;
