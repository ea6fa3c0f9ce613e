export const COMMIT_BATCH_WITH_PAYLOADS = `
SELECT commit_batch_with_payloads($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS committed`;
