/** The member that made a record unreadable; and the way to an integration's dead letters. */
export const ADD_POINTER = `
ALTER TABLE dead_letter ADD pointer text;
CREATE INDEX dead_letter_by_key ON dead_letter (key, id)`;

export const DROP_POINTER = `
DROP INDEX dead_letter_by_key;
ALTER TABLE dead_letter DROP pointer`;
