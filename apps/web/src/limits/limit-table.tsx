import type { ReactNode } from "react";
import { limitId, type LimitUse } from "../data/exercise.ts";
import { withParameter, withParameters } from "../shell/address.ts";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Link } from "../shell/link.tsx";
import { Mark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { figure, share } from "../shell/numbers.ts";
import { lineAddress } from "../violations/violation-table.tsx";
import styles from "./limits.module.css";

/** How much was used, as a bar with the limit marked where it was passed, and in figures. */
const Use = ({ of: { most, limit, window, used }, to }: { of: LimitUse; to: string }): ReactNode => {
  const scale = Math.max(1, used);
  return (
    <>
      <svg className={styles["bar"]} viewBox="0 0 100 9" preserveAspectRatio="none" aria-hidden="true">
        <rect className={styles["all"]} y="1" width="100" height="7" />
        <rect
          className={used > 1 ? styles["over"] : styles["used"]}
          y="1"
          width={(100 * used) / scale}
          height="7"
        />
        {used > 1 && <rect className={styles["limit"]} x={100 / scale - 0.4} width="0.8" height="9" />}
      </svg>
      <Link to={to} still data-row>
        {figure(most)} of {figure(limit)} a {window}
      </Link>
    </>
  );
};

const Row = (props: { use: LimitUse; integration: string; query: URLSearchParams }): ReactNode => {
  const { use, integration, query } = props;
  const { client, environment, file, line, text, used, mostAt, requests, limited } = use;
  return (
    <tr role="row">
      <td role="cell" className="client">
        {client === null ? (
          <span className="dim">unknown client</span>
        ) : (
          <Link to={withParameter("/limits", query, "client", client)}>{client}</Link>
        )}
      </td>
      <td role="cell">{environment}</td>
      <td role="cell" className={styles["use"]}>
        <Use
          of={use}
          to={withParameters("/limits", query, { clause: use.path, of: environment, by: client ?? "" })}
        />
      </td>
      <td role="cell" className="number" data-label="now">
        {figure(use.now)}
      </td>
      <td role="cell" className="nowrap">
        {used > 1 ? (
          <>
            <Mark of="warning" /> {share(used)}
          </>
        ) : (
          share(used)
        )}
      </td>
      <td role="cell" className="nowrap" data-label="worst">
        <Moment at={mostAt} />
      </td>
      <td role="cell" className="number" data-label="requests">
        {figure(requests)}
      </td>
      <td role="cell" className="number" data-label="429s">
        {figure(limited)}
      </td>
      <td role="cell" className="cited" title={`${file}: ${text}`}>
        <Link to={lineAddress({ integration, clause: { path: use.path, file, line, text } })}>
          line {line}
        </Link>
        <code>{text}</code>
      </td>
    </tr>
  );
};

/** Limits, a row a client. */
export const LimitTable = (props: {
  rows: readonly LimitUse[];
  integration: string;
  query: URLSearchParams;
}): ReactNode => (
  <>
    <FoldingTable
      caption="Rate limits by client"
      columns={[
        ...["Client", "Environment", "Busiest window"],
        { number: "Now" },
        ...["Used", "When"],
        ...[{ number: "Requests" }, { number: "429s" }],
        "Clause",
      ]}
    >
      {props.rows.map((use) => (
        <Row key={limitId(use)} use={use} integration={props.integration} query={props.query} />
      ))}
    </FoldingTable>
    <p className="after">
      Windows are those of the clock, in UTC; now is the one that lasted when measuring ended. What an
      allowance for bursts lets pass is judged by every reading of the clause, and is a violation only where
      each of them is broken.
    </p>
  </>
);
