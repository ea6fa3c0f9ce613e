export const COMMIT_BATCH = `SELECT commit_batch($1, $2, $3, $4, $5, $6, $7, $8, $9) AS committed`;
