import type { ReactNode } from "react";
import type { DeliveryRow } from "../data/deliveries.ts";
import { Link } from "../shell/link.tsx";
import { Moment } from "../shell/moment.tsx";
import { StateMark } from "./state-mark.tsx";
import { answerOf } from "./words.ts";

const Row = ({ delivery }: { delivery: DeliveryRow }): ReactNode => (
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
);

/** Deliveries, one a row. Roles are said because narrow screens fold the table. */
export const DeliveryTable = ({ rows }: { rows: readonly DeliveryRow[] }): ReactNode => (
  <table className="folding" role="table">
    <caption className="sr">Webhook deliveries, newest first</caption>
    <thead role="rowgroup">
      <tr role="row">
        {["State", "Event", "Integration", "Attempts", "Last answer", "Last attempt"].map((name) => (
          <th key={name} role="columnheader" scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {rows.map((delivery) => (
        <Row key={delivery.deliveryId} delivery={delivery} />
      ))}
    </tbody>
  </table>
);
