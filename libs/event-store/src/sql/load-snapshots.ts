export const LOAD_SNAPSHOTS = `
SELECT record_offset, bytes, checksum FROM snapshot
WHERE pipeline = $1 AND topic = $2 AND partition = $3 AND ($4::text IS NULL OR engine_version = $4)
  AND record_offset <= $5
ORDER BY record_offset DESC`;
