export const SAVE_PROGRESS = `
INSERT INTO observation_group (group_name, topic, partition, next_offset)
SELECT $1, $2, p.partition, p.next_offset
FROM json_to_recordset($3::json) AS p(partition integer, next_offset bigint)
ON CONFLICT (group_name, topic, partition) DO UPDATE SET next_offset = excluded.next_offset`;
