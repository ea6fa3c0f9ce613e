/** Records of a lane from an offset on, at most $3 of them and about $4 bytes of values; one at least. */
export const READ_RECORDS = `
SELECT record_offset, key, value, headers::text AS headers, appended_at
FROM (
  SELECT *, sum(octet_length(value)) OVER (ORDER BY record_offset) - octet_length(value) AS bytes_before
  FROM (
    SELECT record_offset, key, value, headers, appended_at FROM observation_record
    WHERE lane = $1 AND record_offset >= $2 ORDER BY record_offset LIMIT $3
  ) AS next
) AS sized
WHERE bytes_before < $4
ORDER BY record_offset`;
