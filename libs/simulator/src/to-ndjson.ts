/** One line of NDJSON, its line end included. */
export const toNdjson = (value: unknown): string => `${JSON.stringify(value)}\n`;
