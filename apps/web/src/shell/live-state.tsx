import type { ReactNode } from "react";
import { useIntegrations } from "../data/queries.ts";

const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });

/** Whether what is shown keeps itself up to date, and since when it does not. */
export const LiveState = (): ReactNode => {
  const { isError, fetchStatus, dataUpdatedAt } = useIntegrations();
  const paused = isError || fetchStatus === "paused";
  const words =
    dataUpdatedAt > 0 ? `Paused at ${clock.format(dataUpdatedAt)}, reconnecting` : "Not connected";
  return (
    <span className={paused ? "live live-paused" : "live"} role="status">
      <i aria-hidden="true" />
      <span>{paused ? words : "Live"}</span>
    </span>
  );
};
