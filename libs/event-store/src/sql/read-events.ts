import { EVENT_COLUMNS } from "./event-columns.ts";

export const READ_EVENTS = `
SELECT ${EVENT_COLUMNS} FROM event WHERE position > $1 ORDER BY position LIMIT $2`;
