import type { ReactNode } from "react";
import type { Violation } from "../data/types.ts";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Link } from "../shell/link.tsx";
import { PartyMark, SeverityMark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { figure } from "../shell/numbers.ts";

const addressOf = ({ id }: Violation): string => `/violations/${encodeURIComponent(id)}`;

/** Where a clause stands in the integration's text. */
export const lineAddress = ({ integration, clause }: Pick<Violation, "integration" | "clause">): string =>
  `/integrations/${encodeURIComponent(integration)}?file=${encodeURIComponent(clause.file)}#L${clause.line}`;

const Row = ({ violation }: { violation: Violation }): ReactNode => {
  const { severity, party, client, endpoint, clause, count, lastTime, message, rule, status } = violation;
  return (
    <tr role="row">
      <td role="cell">
        <SeverityMark severity={severity} />
      </td>
      <td role="cell" className="sentence">
        <Link to={addressOf(violation)}>{message}</Link>
        <code>{[rule, endpoint, status !== "open" && status].filter(Boolean).join(" · ")}</code>
      </td>
      <td role="cell">
        <PartyMark party={party} />
      </td>
      <td role="cell" className="client">
        {client}
      </td>
      <td role="cell" className="cited" title={`${clause.file}: ${clause.text}`}>
        <Link to={lineAddress(violation)}>line {clause.line}</Link>
        <code>{clause.text}</code>
      </td>
      <td role="cell" className="number" data-label="count">
        {figure(count)}
      </td>
      <td role="cell" className="nowrap">
        <Moment at={lastTime} />
      </td>
    </tr>
  );
};

/** Violations, one a row. */
export const ViolationTable = ({ rows }: { rows: readonly Violation[] }): ReactNode => (
  <FoldingTable
    caption="Violations, newest first"
    columns={["Severity", "Violation", "Party", "Client", "Clause", { number: "Count" }, "Last"]}
  >
    {rows.map((violation) => (
      <Row key={violation.id} violation={violation} />
    ))}
  </FoldingTable>
);
