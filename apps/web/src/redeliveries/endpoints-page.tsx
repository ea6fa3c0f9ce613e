import type { ReactNode } from "react";
import { useEndpoints, type Endpoint } from "../data/redeliveries.ts";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Link } from "../shell/link.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted, figure } from "../shell/numbers.ts";
import { Older } from "../shell/older.tsx";
import { useScope } from "../shell/scope.ts";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { Health } from "./health.tsx";
import styles from "./redeliveries.module.css";

/** What is known of the endpoints; `more`: there are others, which were not loaded. */
const titleOf = (rows: readonly Endpoint[], more: boolean): string => {
  if (rows.length === 0) return "No endpoint was seen yet";
  const failing = rows.filter(({ consecutiveFailures }) => consecutiveFailures > 0).length;
  const unknown = rows.filter((row) => row.consecutiveFailures === 0 && row.lastSuccess === undefined).length;
  const all = more ? `the first ${counted(rows.length, "endpoint")}` : counted(rows.length, "endpoint");
  const rest = more ? "; more are not loaded" : "";
  const unseen = `o success was seen at ${figure(unknown)}`;
  if (failing > 0)
    return `${figure(failing)} of ${all} ${failing === 1 ? "fails" : "fail"}${unknown > 0 ? `; n${unseen}` : ""}${rest}`;
  if (unknown > 0) return `N${unseen} of ${all}; none is known to fail${rest}`;
  if (more) return `None of ${all} is known to fail${rest}`;
  return rows.length === 1 ? "The endpoint took its latest webhook" : `All ${all} took their latest webhooks`;
};

const ms = (value: number): string =>
  value < 1_000 ? `${figure(Math.round(value))} ms` : `${(value / 1_000).toFixed(1)} s`;

/** How long answers took: bars by duration, and the same in words. */
const Latency = ({ of }: { of: NonNullable<Endpoint["latency"]> }): ReactNode => {
  const { histogram, p50, p95, p99, count } = of;
  const most = Math.max(1, ...histogram.map((bar) => bar.count));
  const words = histogram.map((bar) => `${figure(bar.count)} within ${ms(bar.upToMs)}`).join(", ");
  return (
    <>
      <svg
        className={styles["bars"]}
        viewBox={`0 0 ${Math.max(1, histogram.length)} 20`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Of ${counted(count, "answer")}: ${words}`}
      >
        {histogram.map((bar, at) => (
          <rect
            key={bar.upToMs}
            x={at + 0.1}
            width="0.8"
            y={20 - (20 * bar.count) / most}
            height={(20 * bar.count) / most}
          />
        ))}
      </svg>
      <span className="dim">
        p50 {ms(p50)}, p95 {ms(p95)}, p99 {ms(p99)}
      </span>
    </>
  );
};

const Row = ({ of }: { of: Endpoint }): ReactNode => (
  <tr role="row">
    <td role="cell" className="sentence">
      <Link to={`/deliveries?${new URLSearchParams({ integration: of.integration, endpoint: of.endpoint })}`}>
        {of.endpoint}
      </Link>
      <code>{[of.integration, of.environment, `as the ${of.side} tells`].filter(Boolean).join(" · ")}</code>
    </td>
    <td role="cell">
      <Health of={of} />
    </td>
    <td role="cell">
      {of.lastFailure === undefined ? (
        <span className="dim">none seen</span>
      ) : (
        <>
          <code>{of.lastStatus ?? of.lastFailureKind}</code> <Moment at={of.lastFailure} />
        </>
      )}
    </td>
    <td role="cell" className={styles["latency"]}>
      {of.latency ? <Latency of={of.latency} /> : <span className="dim">no data</span>}
    </td>
    <td role="cell" className="nowrap" data-label="last">
      <Moment at={of.lastTime} />
    </td>
  </tr>
);

/** How it is with each endpoint that webhooks go to. */
export const EndpointsPage = (): ReactNode => {
  const { integration, environment } = useScope();
  const list = useEndpoints({ integration, environment });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <nav className="crumb" aria-label="Breadcrumb">
        <Link to="/deliveries">Webhooks</Link>
        <span aria-hidden="true">/</span>
        <span>Endpoints</span>
      </nav>
      <Title>{list.data ? titleOf(rows, list.hasNextPage) : "Endpoints"}</Title>
      {list.isPending && <Waiting for="endpoints" />}
      {list.isError && !list.data && (
        <Failed what="Endpoints" error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isRefetchError && <Outdated since={list.dataUpdatedAt} />}
      {list.isSuccess && rows.length === 0 && (
        <Empty title="No webhook was seen yet">
          <p>Each address that a webhook went to stands here, with how it answers.</p>
        </Empty>
      )}
      {rows.length > 0 && (
        <FoldingTable
          caption="Endpoints that webhooks go to"
          columns={["Endpoint", "Health", "Last failure", "How long answers take", "Last attempt"]}
        >
          {rows.map((row) => (
            <Row key={`${row.integration} ${row.environment} ${row.endpoint} ${row.side}`} of={row} />
          ))}
        </FoldingTable>
      )}
      {rows.length > 0 && <Older list={list} shown={rows.length} noun="endpoint" />}
    </>
  );
};
