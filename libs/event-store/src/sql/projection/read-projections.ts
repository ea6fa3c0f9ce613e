export const READ_PROJECTIONS = `
SELECT name, version, position FROM projection`;
