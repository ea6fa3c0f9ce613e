import { useParams, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import {
  isOver,
  useRedelivery,
  useRedeliveryItems,
  useStopRedelivery,
  type Redelivery,
  type RedeliveryItem,
} from "../data/redeliveries.ts";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Link } from "../shell/link.tsx";
import { Mark } from "../shell/marks.tsx";
import { Moment } from "../shell/moment.tsx";
import { counted, figure } from "../shell/numbers.ts";
import { Failed, Outdated, Waiting } from "../shell/states.tsx";
import { Title } from "../shell/title.tsx";
import { useMay } from "../shell/use-may.ts";
import { progressOf, STEPS } from "./words.ts";

const Stop = ({ of }: { of: Redelivery }): ReactNode => {
  const stop = useStopRedelivery(of.id);
  const mayStop = useMay("operator");
  if (of.status !== "running") return null;
  if (!mayStop) return <p className="actions dim">Stopping it needs the role operator.</p>;
  return (
    <p className="actions">
      <button className="button" type="button" disabled={stop.isPending} onClick={() => stop.mutate()}>
        Stop {counted(of.waiting, "delivery")}
      </button>
      {stop.isError && <span role="alert">{stop.error.message}</span>}
    </p>
  );
};

const Facts = ({ of }: { of: Redelivery }): ReactNode => (
  <p className="facts">
    <span>{of.status}</span>
    <span>
      asked for by {of.by} <Moment at={of.requestedAt} />
    </span>
    {of.endedAt !== undefined && (
      <span>
        ended <Moment at={of.endedAt} />
      </span>
    )}
    {of.cancelledBy !== undefined && <span>stopped by {of.cancelledBy}</span>}
    {of.reason !== undefined && <span>{of.reason}</span>}
    {of.filter !== undefined && (
      <span>
        <span className="dim">chosen by</span>
        <code>
          {Object.entries(of.filter)
            .map(([name, value]) => `${name}: ${String(value)}`)
            .join(", ")}
        </code>
      </span>
    )}
  </p>
);

const Row = ({ of }: { of: RedeliveryItem }): ReactNode => {
  const [mark, words] = STEPS[of.step];
  return (
    <tr role="row">
      <td role="cell" className="number">
        {figure(of.number)}
      </td>
      <td role="cell" className="nowrap">
        <Mark of={mark} /> {words}
      </td>
      <td role="cell" className="sentence">
        <Link to={`/deliveries/${encodeURIComponent(of.deliveryId)}`}>{of.deliveryId}</Link>
        {of.destination !== undefined && <code>{of.destination}</code>}
      </td>
      <td role="cell">
        <code>{[of.status, of.failure].filter(Boolean).join(" ")}</code>
      </td>
      <td role="cell">{of.detail}</td>
      <td role="cell" className="nowrap">
        {of.at !== undefined && <Moment at={of.at} />}
      </td>
    </tr>
  );
};

const PAGE = 200;

const Items = ({ of }: { of: Redelivery }): ReactNode => {
  const { id, total } = of;
  const after = Number(useSearch({ from: "/redeliveries/$id" }).after ?? 0);
  const items = useRedeliveryItems({ id, after, over: isOver(of) });
  const address = `/redeliveries/${encodeURIComponent(id)}`;
  const rows = items.data?.items ?? [];
  return (
    <section className="section">
      <FoldingTable
        caption="Deliveries in the order in which they are sent"
        columns={[{ number: "Nr." }, "State", "Delivery", "Answer", "Why", "When"]}
      >
        {rows.map((row) => (
          <Row key={row.number} of={row} />
        ))}
      </FoldingTable>
      <p className="after">
        {after > 0 && <Link to={`${address}?after=${Math.max(0, after - PAGE)}`}>the {PAGE} before</Link>}
        {after + PAGE < total && <Link to={`${address}?after=${after + PAGE}`}>the next {PAGE}</Link>}
      </p>
    </section>
  );
};

/** How far one redelivery is, and what became of each of its deliveries. */
export const RedeliveryPage = (): ReactNode => {
  const { id } = useParams({ from: "/redeliveries/$id" });
  const redelivery = useRedelivery(id);
  const { data } = redelivery;
  return (
    <>
      <nav className="crumb" aria-label="Breadcrumb">
        <Link to="/redeliveries">Sent again</Link>
        <span aria-hidden="true">/</span>
        <code>{id}</code>
      </nav>
      {redelivery.isPending && <Waiting for="the redelivery" />}
      {redelivery.isError && !data && (
        <Failed page what="The redelivery" error={redelivery.error} retry={() => void redelivery.refetch()} />
      )}
      {redelivery.isRefetchError && <Outdated since={redelivery.dataUpdatedAt} />}
      {data && (
        <>
          <Title>{progressOf(data)}</Title>
          <Facts of={data} />
          <Stop of={data} />
          <Items of={data} />
        </>
      )}
    </>
  );
};
