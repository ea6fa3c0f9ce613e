export const GET_CONTENT = `SELECT bytes FROM content WHERE hash = $1`;
