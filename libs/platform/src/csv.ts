type CsvCell = string | number | null | undefined;

/** Texts that a spreadsheet would take as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

const cellOf = (value: CsvCell): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as RFC 4180, with a line of names; a column without a value is empty. */
export const csvOf = <Row>(
  columns: Readonly<Record<string, (row: Row) => CsvCell>>,
  rows: readonly Row[],
): string =>
  [Object.keys(columns), ...rows.map((row) => Object.values(columns).map((valueOf) => valueOf(row)))]
    .map((cells) => `${cells.map(cellOf).join(",")}\r\n`)
    .join("");
