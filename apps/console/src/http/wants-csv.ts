/** Whether an answer is to be CSV: the parameter says so, or the `Accept` header where there is none. */
export const wantsCsv = (format: "json" | "csv" | undefined, accept: string | undefined): boolean =>
  format === undefined ? /(^|,)\s*text\/csv\s*(;|,|$)/i.test(accept ?? "") : format === "csv";
