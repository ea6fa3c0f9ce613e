export const READ_PROJECTION = `
SELECT position FROM projection WHERE name = $1 AND version = $2`;
