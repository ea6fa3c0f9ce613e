export const APPEND_TO_STREAM = `SELECT appended, at_version FROM append_to_stream($1, $2, $3)`;
