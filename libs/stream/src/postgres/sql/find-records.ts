export const APPENDED_AT = `SELECT appended_at FROM observation_record WHERE lane = $1 AND record_offset = $2`;

/** Records of a key and lane in a range of offsets that hold one of some bytes. */
export const RECORDS_HOLDING = `
SELECT record_offset, value FROM observation_record
WHERE lane = $1 AND record_offset >= $2 AND record_offset < $3 AND key = $6
  AND EXISTS (SELECT FROM unnest($4::bytea[]) AS t WHERE position(t IN value) > 0)
ORDER BY record_offset LIMIT $5`;
