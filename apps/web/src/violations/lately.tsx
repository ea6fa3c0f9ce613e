import type { ReactNode } from "react";
import { useNewestViolations } from "../data/queries.ts";
import type { ViolationDetail } from "../data/types.ts";
import { Link } from "../shell/link.tsx";
import { Moment } from "../shell/moment.tsx";

const MOST = 6;

/** Other violations of the same rule, clause and client, and what this one is known by. */
export const Lately = ({ violation }: { violation: ViolationDetail }): ReactNode => {
  const { id, rule, clause, client, integration, revision } = violation;
  const list = useNewestViolations({ rule, clause: clause.path, client, integration });
  const rows = (list.data?.items ?? []).filter((row) => row.id !== id).slice(0, MOST);
  return (
    <>
      <section className="section">
        <div className="section-head">
          <h2>The same, lately</h2>
        </div>
        <ul className="ids">
          {rows.map((row) => (
            <li key={row.id}>
              <Moment at={row.lastTime} />{" "}
              <Link to={`/violations/${encodeURIComponent(row.id)}`}>{row.message}</Link>
            </li>
          ))}
        </ul>
        {list.isSuccess && rows.length === 0 && <p className="dim">No other by this client.</p>}
      </section>
      <section className="section">
        <div className="section-head">
          <h2>Identity</h2>
        </div>
        <ul className="ids dim">
          {[id, clause.path, revision && `revision ${revision.replace(/^sha256:/, "").slice(0, 12)}`]
            .filter(Boolean)
            .map((one) => (
              <li key={one}>
                <code>{one}</code>
              </li>
            ))}
        </ul>
      </section>
    </>
  );
};
