import { markup, type Markup } from "./markup.ts";

/** A column: how a row shows there, and whether it is a number. */
export interface Column<Row> {
  name: string;
  cell: (row: Row) => Markup | string | number;
  numeric?: true;
}

/** A table of rows; without any, what that means. */
export const table = <Row>(columns: readonly Column<Row>[], rows: readonly Row[], none: string): Markup => {
  if (rows.length === 0) return markup`<p class="none">${none}</p>`;
  const kind = ({ numeric }: Column<Row>): string => (numeric ? "n" : "t");
  const heads = columns.map((column) => markup`<th scope="col" class="${kind(column)}">${column.name}</th>`);
  const line = (row: Row): Markup[] =>
    columns.map((column) => markup`<td class="${kind(column)}">${column.cell(row)}</td>`);
  const lines = rows.map((row) => markup`<tr>${line(row)}</tr>\n`);
  return markup`<div class="wide"><table><thead><tr>${heads}</tr></thead>\n<tbody>${lines}</tbody></table></div>`;
};
