export const APPEND_EVENTS = `SELECT append_events($1)`;
