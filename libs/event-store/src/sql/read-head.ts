export const READ_HEAD = `SELECT position, hash FROM store_head`;
