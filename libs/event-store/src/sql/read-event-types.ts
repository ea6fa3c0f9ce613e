export const READ_EVENT_TYPES = `
SELECT DISTINCT type FROM event WHERE position > $1 AND position <= $2 ORDER BY type`;
