import type { ReactNode } from "react";
import { useRedeliveries, type Redelivery } from "../data/redeliveries.ts";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Link } from "../shell/link.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted } from "../shell/numbers.ts";
import { Older } from "../shell/older.tsx";
import { useScope } from "../shell/scope.ts";
import { Empty, Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { progressOf } from "./words.ts";

const titleOf = (rows: readonly Redelivery[]): string => {
  const running = rows.filter(({ status }) => status === "running").length;
  if (running > 0) return `${counted(running, "redelivery")} ${running === 1 ? "is" : "are"} under way`;
  return rows.length === 0 ? "Nothing was sent again" : "Nothing is being sent again";
};

const Row = ({ of }: { of: Redelivery }): ReactNode => (
  <tr role="row">
    <td role="cell">{of.status}</td>
    <td role="cell" className="sentence">
      <Link to={`/redeliveries/${encodeURIComponent(of.id)}`}>{progressOf(of)}</Link>
      {of.reason !== undefined && <span className="dim">{of.reason}</span>}
    </td>
    <td role="cell" className="client">
      {of.integration}
    </td>
    <td role="cell">{of.by}</td>
    <td role="cell" className="nowrap">
      <Moment at={of.requestedAt} />
    </td>
  </tr>
);

/** What people have had sent again. */
export const RedeliveriesPage = (): ReactNode => {
  const { integration } = useScope();
  const list = useRedeliveries(integration);
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <nav className="crumb" aria-label="Breadcrumb">
        <Link to="/deliveries">Webhooks</Link>
        <span aria-hidden="true">/</span>
        <span>Sent again</span>
      </nav>
      <Title>{list.data ? titleOf(rows) : "Sent again"}</Title>
      {list.isPending && <Waiting for="redeliveries" />}
      {list.isError && !list.data && (
        <Failed what="Redeliveries" error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isRefetchError && <Outdated since={list.dataUpdatedAt} />}
      {list.isSuccess && rows.length === 0 && (
        <Empty title="No webhook was sent again">
          <p>
            One of the <Link to="/deliveries">deliveries</Link>, or those of a filter, can be sent again from
            their pages.
          </p>
        </Empty>
      )}
      {rows.length > 0 && (
        <FoldingTable
          caption="Redeliveries, the last asked for first"
          columns={["State", "How far it is", "Integration", "By", "Asked for"]}
        >
          {rows.map((row) => (
            <Row key={row.id} of={row} />
          ))}
        </FoldingTable>
      )}
      {rows.length > 0 && <Older list={list} shown={rows.length} noun="redelivery" />}
    </>
  );
};
