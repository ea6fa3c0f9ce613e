import { memo, useEffect, type ReactNode } from "react";
import type { Violation } from "../data/types.ts";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Link } from "../shell/link.tsx";
import { PartyMark, SeverityMark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { figure } from "../shell/numbers.ts";
import { Course } from "./course.tsx";

const addressOf = ({ id }: Violation): string => `/violations/${encodeURIComponent(id)}`;

/** Where a clause stands in the integration's text. */
export const lineAddress = ({ integration, clause }: Pick<Violation, "integration" | "clause">): string =>
  `/integrations/${encodeURIComponent(integration)}?file=${encodeURIComponent(clause.file)}#L${clause.line}`;

/** Which violations are chosen, and how that changes. */
export interface Selection {
  chosen: ReadonlySet<string>;
  choose: (id: string, isChosen: boolean) => void;
}

/** The key `x` chooses the row that has the focus. */
const useChoosingKey = (): void =>
  useEffect(() => {
    const press = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): void => {
      if (key !== "x" || ctrlKey || metaKey || altKey || !(target instanceof Element)) return;
      if (target.matches("input, select, textarea")) return;
      target.closest("tr")?.querySelector<HTMLInputElement>('input[type="checkbox"]')?.click();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);

const Row = memo(
  (props: { violation: Violation; isChosen: boolean; choose?: Selection["choose"] }): ReactNode => {
    const { violation, isChosen, choose } = props;
    const { id, severity, party, client, endpoint, clause, count, lastTime, message, rule, status } =
      violation;
    return (
      <tr role="row" className={isChosen ? "chosen" : undefined}>
        {choose && (
          <td role="cell" className="choosing">
            <input
              type="checkbox"
              checked={isChosen}
              aria-label={`Choose: ${message}`}
              onChange={({ target }) => choose(id, target.checked)}
            />
          </td>
        )}
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
        <td role="cell" className="nowrap" title={`${clause.file}: ${clause.text}`}>
          <Link to={lineAddress(violation)}>line {clause.line}</Link>
        </td>
        <td role="cell" className="number" data-label="count">
          {figure(count)} <Course course={violation.course} />
        </td>
        <td role="cell" className="nowrap">
          <Moment at={lastTime} />
        </td>
        <td role="cell" className="client">
          {violation.owner ?? (status === "resolved" ? "" : <span className="dim">nobody</span>)}
        </td>
      </tr>
    );
  },
);

/** Violations, one a row; with a selection each can be chosen. */
export const ViolationTable = (props: {
  rows: readonly Violation[];
  caption?: string;
  selection?: Selection;
}): ReactNode => {
  const { rows, caption = "Violations, newest first", selection } = props;
  useChoosingKey();
  return (
    <div className="dense">
      <FoldingTable
        caption={caption}
        columns={[
          ...(selection ? ["Choose"] : []),
          ...["Severity", "Violation", "Party", "Client", "Line", { number: "Count" }, "Last", "Owner"],
        ]}
      >
        {rows.map((violation) => (
          <Row
            key={violation.id}
            violation={violation}
            isChosen={selection?.chosen.has(violation.id) ?? false}
            choose={selection?.choose}
          />
        ))}
      </FoldingTable>
    </div>
  );
};
