import type { ReactNode } from "react";

/** A column's name; `number`: its figures stand to the right. */
export type Column = string | { number: string };

/** A table that narrow screens fold, a row's cells below each other; roles are said because folding takes them away. */
export const FoldingTable = (props: {
  caption: string;
  columns: readonly Column[];
  children: ReactNode;
}): ReactNode => (
  <table className="folding" role="table">
    <caption className="sr">{props.caption}</caption>
    <thead role="rowgroup">
      <tr role="row">
        {props.columns.map((column) => {
          const [name, className] = typeof column === "string" ? [column] : [column.number, "number"];
          return (
            <th key={name} role="columnheader" scope="col" className={className}>
              {name}
            </th>
          );
        })}
      </tr>
    </thead>
    <tbody role="rowgroup">{props.children}</tbody>
  </table>
);
