import type { AttemptView, DeliveryDetail, DeliveryView } from "../../../console/src/index.ts";
import { printable } from "#platform";

const answerOf = ({ status, failure }: Pick<DeliveryView, "status" | "failure">): string =>
  failure ?? (status === undefined ? "not captured" : String(status));

const proofOf = ({ signature, timestamp }: Pick<DeliveryView, "signature" | "timestamp">): string => {
  const doubts = [
    ...(signature === "valid" || signature === "unknown" ? [] : [`signature ${signature}`]),
    ...(timestamp === "fresh" || timestamp === "unknown" ? [] : [`timestamp ${timestamp}`]),
  ];
  return doubts.length === 0 ? "" : `  ${doubts.join(", ")}`;
};

const tookOf = ({ durationMs }: Pick<DeliveryView, "durationMs">): string =>
  durationMs === undefined ? "" : ` in ${Math.round(durationMs)} ms`;

const placeOf = ({
  integration,
  environment,
  endpoint,
}: Pick<DeliveryView, "integration" | "environment" | "endpoint">): string =>
  printable(`${integration}${environment === undefined ? "" : ` (${environment})`} → ${endpoint}`);

const eventOf = ({ eventId, eventType }: Pick<DeliveryView, "eventId" | "eventType">): string =>
  printable(eventType === undefined ? eventId : `${eventId} (${eventType})`);

const SEEN: Record<DeliveryView["side"], string> = {
  sender: "seen by the sender",
  receiver: "seen by the receiver",
  observer: "seen by an observer",
  both: "seen by both",
  redelivery: "sent from here",
};

/** A delivery on one line. */
export const deliveryLine = (row: DeliveryView): string =>
  `${row.deliveryId}  ${row.time}  ${row.state.padEnd(9)}  ${answerOf(row)}${tookOf(row)}, attempt ${row.attempt ?? "?"}  ` +
  `${eventOf(row)}  ${placeOf(row)}  ${SEEN[row.side]}${proofOf(row)}\n`;

/** An attempt on one line. */
export const attemptLine = (row: AttemptView): string =>
  `${row.deliveryId}  ${row.time}  ${row.outcome.padEnd(9)}  ${answerOf(row)}${tookOf(row)}, attempt ${row.attempt ?? "?"}  ` +
  `${eventOf(row)}  ${placeOf(row)}  ${SEEN[row.side]}${row.manual ? ", manual" : ""}${proofOf(row)}\n`;

/** A delivery with its attempts, oldest first. */
export const deliveryText = (detail: DeliveryDetail): string => {
  const due = detail.nextUntil === undefined ? "" : `; the next attempt is due until ${detail.nextUntil}`;
  const lines = [
    eventOf(detail),
    placeOf(detail),
    `${detail.state}${due}${detail.clock === undefined ? "" : ` (clock: ${detail.clock})`}`,
    "",
    ...detail.attempts
      .toReversed()
      .map(
        (row) =>
          `  ${row.time}  ${row.attempt === undefined ? "manual" : `#${row.attempt}`}  ${row.outcome}: ` +
          `${answerOf(row)}${tookOf(row)}, ${SEEN[row.side]}${proofOf(row)}`,
      ),
    ...(detail.violations.length === 0 ? [] : ["", "Violations:"]),
    ...detail.violations.map(
      ({ id, rule, severity, message }) => `  ${id}  ${severity}  ${rule}  ${printable(message)}`,
    ),
  ];
  return `${lines.join("\n")}\n`;
};
