import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { startTransition, useEffect, useState } from "react";
import { listen, type Connection } from "./live-connection.ts";

const SHOW_MS = 1_000;
const FALLBACK_MS = 5_000;

/** Lists by the first word of the events' types that change them; all others change with everything. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  Violation: ["violation", "violations", "integrations", "clauses", "document", "overview"],
  Webhook: ["delivery", "deliveries", "endpoints"],
  Redelivery: ["redelivery", "redeliveries", "delivery", "deliveries"],
  Minute: ["clauses", "document", "coverage", "objectives", "limits", "undocumented", "overview"],
  Notification: ["notifications", "alerts", "overview"],
  Silence: ["silences", "alerts", "overview"],
  Maintenance: ["maintenance", "objectives"],
};

/** Asks again for what shows these types of events; who signed in is no matter of events. */
const refresh = (queries: QueryClient, types: Iterable<string>): void => {
  const named = [...types].map((type) => LISTS[/^[A-Z][a-z]+/.exec(type)?.[0] ?? type]);
  void queries.invalidateQueries({
    predicate: ({ queryKey: [list], meta }) =>
      list !== "session" &&
      meta?.["staysStill"] !== true &&
      named.some((lists) => !lists || lists.includes(String(list))),
  });
};

/**
 * Keeps what is shown up to date by the server's events; what comes in one second is shown at once. While the stream is
 * broken, and only then, everything shown is asked for again and again.
 */
export const useLive = (isIn: boolean): Connection => {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<Connection>({ state: "connecting", since: undefined });
  useEffect(() => {
    if (!isIn) return;
    const waiting = new Set<string>();
    let showing: number | undefined;
    const show = (): void => {
      showing = undefined;
      const types = [...waiting];
      waiting.clear();
      refresh(queries, types);
    };
    const hangUp = listen({
      changed: (types) => {
        for (const type of types) waiting.add(type);
        showing ??= window.setTimeout(show, SHOW_MS);
      },
      connected: (next) =>
        startTransition(() =>
          setConnection((now) => (now.state === "live" && next.state === "live" ? now : next)),
        ),
    });
    return () => {
      hangUp();
      window.clearTimeout(showing);
    };
  }, [isIn, queries]);
  const isBroken = isIn && connection.state === "paused";
  useEffect(() => {
    if (!isBroken) return;
    const asking = window.setInterval(() => refresh(queries, ["*"]), FALLBACK_MS);
    return () => window.clearInterval(asking);
  }, [isBroken, queries]);
  return connection;
};
