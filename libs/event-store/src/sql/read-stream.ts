import { EVENT_COLUMNS } from "./event-columns.ts";

export const READ_STREAM = `
SELECT ${EVENT_COLUMNS} FROM event WHERE stream = $1 AND version > $2 ORDER BY version`;
