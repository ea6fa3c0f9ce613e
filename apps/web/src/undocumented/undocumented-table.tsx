import type { ReactNode } from "react";
import { undocumentedId, type Undocumented } from "../data/exercise.ts";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Link } from "../shell/link.tsx";
import { Moment } from "../shell/moment.tsx";
import { figure } from "../shell/numbers.ts";

const outcomesOf = (outcomes: Undocumented["outcomes"]): string =>
  Object.entries(outcomes ?? {})
    .sort(([, one], [, other]) => other - one)
    .map(([outcome, count]) => `${outcome}: ${figure(count)}`)
    .join(", ");

const Row = ({ of: thing }: { of: Undocumented }): ReactNode => {
  const { what, name, endpoint, environment, mentioned, count, lastAt, outcomes, rule, violation } = thing;
  return (
    <tr role="row">
      <td role="cell">{what.replace("-", " ")}</td>
      <td role="cell" className="sentence">
        <code>{name}</code>
        {mentioned && <span className="dim">the document names it, without its contract</span>}
      </td>
      <td role="cell">{what !== "endpoint" && endpoint !== null && <code>{endpoint}</code>}</td>
      <td role="cell">{environment}</td>
      <td role="cell" className="number" data-label="count">
        {figure(count)}
      </td>
      <td role="cell" className="nowrap">
        <Moment at={lastAt} />
      </td>
      <td role="cell">
        {violation === null ? (
          <span className="dim">{outcomesOf(outcomes)}</span>
        ) : (
          <Link to={`/violations/${encodeURIComponent(violation)}`}>{rule}</Link>
        )}
      </td>
    </tr>
  );
};

/** What is not documented, a row each. */
export const UndocumentedTable = ({ rows }: { rows: readonly Undocumented[] }): ReactNode => (
  <FoldingTable
    caption="What traffic has and the document has not"
    columns={[
      "Kind",
      "What was seen",
      "Endpoint",
      "Environment",
      { number: "Count" },
      "Last",
      "How it ended",
    ]}
  >
    {rows.map((thing) => (
      <Row key={`${undocumentedId(thing)} ${thing.violation}`} of={thing} />
    ))}
  </FoldingTable>
);
