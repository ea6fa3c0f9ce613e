export const COUNT_EVENTS = `
  SELECT count(*) AS count FROM event
  WHERE position > $1 AND position <= $2 AND source = $3 AND type = ANY($4)`;
