export const PUT_CONTENT = `INSERT INTO content (hash, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING`;
