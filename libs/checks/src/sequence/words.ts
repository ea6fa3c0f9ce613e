import type { ClauseParameters } from "#spec";

/** A name or message as it compares: case and white space folded. */
export const folded = (text: string): string => text.trim().replace(/\s+/g, " ").toLowerCase();

type ArrowWords = Pick<ClauseParameters["sequence.arrow"], "from" | "to" | "message" | "arrow">;

const PAST = { sync: "called", reply: "answered", async: "sent" } as const;

/** `"Order Service" called "Payment Service" with "Process Payment"`. */
export const done = ({ from, to, message, arrow }: ArrowWords): string =>
  from === to ? `${from} did "${message}"` : `${from} ${PAST[arrow]} ${to} with "${message}"`;

/** `Payment Service never answered Order Service with "Payment Success"`. */
export const neverDone = ({ from, to, message, arrow }: ArrowWords): string =>
  `${from} never ${PAST[arrow]} ${to} with "${message}"`;
