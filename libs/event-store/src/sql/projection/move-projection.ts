export const MOVE_PROJECTION = `
UPDATE projection SET position = $3 WHERE name = $1 AND version = $2`;
