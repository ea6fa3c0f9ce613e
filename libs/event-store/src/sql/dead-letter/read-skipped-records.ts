export const READ_SKIPPED_RECORDS = `
SELECT record_offset FROM skipped_record WHERE topic_id = $1 AND topic = $2 AND partition = $3`;
