import type { ReactNode } from "react";
import type { Connection } from "./live-connection.ts";

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });

const wordsOf = (connection: Connection): string => {
  if (connection.state === "live") return "Live";
  if (connection.state === "connecting") return "Connecting";
  return connection.since === undefined
    ? "Not connected"
    : `Paused at ${clock.format(connection.since)}, reconnecting`;
};

/** Whether what is shown keeps itself up to date, and since when it does not. */
export const LiveState = ({ connection }: { connection: Connection }): ReactNode => (
  <span className={connection.state === "paused" ? "live live-paused" : "live"} role="status">
    <i aria-hidden="true" />
    <span>{wordsOf(connection)}</span>
  </span>
);
