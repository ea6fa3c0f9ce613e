export const ENSURE_PROJECTION = `
INSERT INTO projection (name, version) VALUES ($1, $2) ON CONFLICT DO NOTHING`;
