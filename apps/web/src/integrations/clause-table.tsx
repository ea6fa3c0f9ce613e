import type { ReactNode } from "react";
import type { Clause } from "../data/types.ts";
import { Link } from "../shell/link.tsx";
import { Mark } from "../shell/marks.tsx";

/** The rules that enforce a clause, or why none does. */
const Enforcement = ({ integration, clause }: { integration: string; clause: Clause }): ReactNode => {
  const { enforcedBy, reasonNot, path } = clause;
  if (enforcedBy.length === 0)
    return (
      <span className="why">
        <Mark of="unenforced" label="not enforced" />
        {reasonNot ?? "not enforced"}
      </span>
    );
  return (
    <span className="why">
      <ul>
        {enforcedBy.map((rule) => (
          <li key={rule}>
            <Link to={`/violations?${new URLSearchParams({ integration, rule, clause: path })}`}>
              <code>{rule}</code>
            </Link>
          </li>
        ))}
      </ul>
    </span>
  );
};

/** Clauses in document order, each with what becomes of it. */
export const ClauseTable = ({
  integration,
  clauses,
}: {
  integration: string;
  clauses: readonly Clause[];
}): ReactNode => (
  <table className="folding clauses" role="table">
    <caption className="sr">Clauses in the order of the document</caption>
    <thead role="rowgroup">
      <tr role="row">
        {["Line", "Clause", "Enforced by, or why not"].map((name) => (
          <th key={name} role="columnheader" scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {clauses.map((clause) => (
        <tr key={`${clause.file} ${clause.path}`} role="row">
          <td role="cell" className="nowrap" data-label="line">
            <Link
              to={`/integrations/${encodeURIComponent(integration)}?view=text&file=${encodeURIComponent(clause.file)}#L${clause.line}`}
              title={clause.file}
            >
              {clause.line}
            </Link>
          </td>
          <td role="cell" className="sentence">
            <code className="written">{clause.text}</code>
            <code>{clause.path}</code>
          </td>
          <td role="cell">
            <Enforcement integration={integration} clause={clause} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
