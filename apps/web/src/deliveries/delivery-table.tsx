import { memo, type ReactNode } from "react";
import type { DeliveryRow } from "../data/deliveries.ts";
import { FoldingTable } from "../shell/folding-table.tsx";
import { Link } from "../shell/link.tsx";
import { Moment } from "../shell/moment.tsx";
import { StateMark } from "./state-mark.tsx";
import { answerOf } from "./words.ts";

const Row = memo(({ delivery }: { delivery: DeliveryRow }): ReactNode => (
  <tr role="row">
    <td role="cell">
      <StateMark state={delivery.state} />
    </td>
    <td role="cell" className="sentence">
      <Link to={`/deliveries/${encodeURIComponent(delivery.deliveryId)}`}>
        {delivery.eventType ?? "webhook"} {delivery.eventId}
      </Link>
      <code>{delivery.endpoint}</code>
    </td>
    <td role="cell" className="client">
      {delivery.integration}
      {delivery.environment !== undefined && <span className="dim"> {delivery.environment}</span>}
    </td>
    <td role="cell" className="number" data-label="Attempts">
      {delivery.attempt ?? "?"}
    </td>
    <td role="cell">
      <code>{answerOf(delivery)}</code>
    </td>
    <td role="cell" className="nowrap">
      <Moment at={delivery.lastTime} />
    </td>
  </tr>
));

/** Deliveries, one a row. */
export const DeliveryTable = ({ rows }: { rows: readonly DeliveryRow[] }): ReactNode => (
  <FoldingTable
    caption="Webhook deliveries, newest first"
    columns={["State", "Event", "Integration", { number: "Attempts" }, "Last answer", "Last attempt"]}
  >
    {rows.map((delivery) => (
      <Row key={delivery.deliveryId} delivery={delivery} />
    ))}
  </FoldingTable>
);
