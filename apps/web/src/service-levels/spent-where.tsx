import type { ReactNode } from "react";
import { useShares, type Objective, type TrafficGroup } from "../data/service-levels.ts";
import { Link } from "../shell/link.tsx";
import { figure, share } from "../shell/numbers.ts";
import { Failed, Waiting } from "../shell/states.tsx";
import styles from "./service-levels.module.css";
import { duration } from "./words.ts";

const MOST_ROWS = 6;

interface Share {
  name: string;
  /** Whether it is the name of one endpoint or client, and not of what is unknown or of the rest. */
  known: boolean;
  bad: number;
  p95: number | undefined;
}

const sharesOf = (groups: readonly TrafficGroup[], by: "endpoint" | "client", clause: string): Share[] => {
  const all = groups
    .map((group) => ({
      name: group[by] ?? "unknown",
      known: group[by] !== undefined,
      bad: group.objectives.find((one) => one.clause === clause)?.bad ?? 0,
      p95: group.percentiles?.p95,
    }))
    .filter(({ bad }) => bad > 0)
    .sort((one, other) => other.bad - one.bad);
  const rest = all.slice(MOST_ROWS);
  if (rest.length === 0) return all;
  const bad = rest.reduce((sum, one) => sum + one.bad, 0);
  return [
    ...all.slice(0, MOST_ROWS),
    { name: `${figure(rest.length)} others`, known: false, bad, p95: undefined },
  ];
};

/** Whose exchanges were bad for the objective this month. */
export const SpentWhere = (props: {
  integration: string;
  of: Objective;
  month: string;
  by: "endpoint" | "client";
}): ReactNode => {
  const { integration, of, month, by } = props;
  const traffic = useShares(integration, by, { environment: of.environment, month });
  if (traffic.isPending) return <Waiting for={`the budget by ${by}`} />;
  if (!traffic.data)
    return <Failed what={`The budget by ${by}`} error={traffic.error} retry={() => void traffic.refetch()} />;
  const rows = sharesOf(traffic.data.items, by, of.clause.path);
  const bad = rows.reduce((sum, row) => sum + row.bad, 0);
  const violationsOf = (name: string): string =>
    `/violations?${new URLSearchParams({ integration, environment: of.environment, [by]: name })}`;
  return (
    <section className="section">
      <div className="section-head">
        <h2>{by === "endpoint" ? "Where the budget went" : "Who met it"}</h2>
        <span className="dim">{figure(bad)} bad exchanges</span>
      </div>
      {rows.length === 0 ? (
        <p className="dim">No exchange was bad.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{by === "endpoint" ? "Endpoint" : "Client"}</th>
              <th scope="col" className="number">
                Bad
              </th>
              <th scope="col">Share</th>
              <th scope="col" className="number">
                Its p95
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <td>
                  {row.known ? (
                    <Link to={violationsOf(row.name)}>
                      <code>{row.name}</code>
                    </Link>
                  ) : (
                    <code>{row.name}</code>
                  )}
                </td>
                <td className="number">{figure(row.bad)}</td>
                <td className={styles["share"]}>
                  {share(row.bad / bad)}
                  <svg viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={(100 * row.bad) / bad} height="7" />
                  </svg>
                </td>
                <td className="number">{row.p95 === undefined ? "" : duration(row.p95)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};
