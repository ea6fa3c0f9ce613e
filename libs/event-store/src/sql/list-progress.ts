export const LIST_PROGRESS = `
SELECT pipeline || ' ' || topic || ' ' || partition AS name, next_offset, watermark FROM shard ORDER BY 1`;
