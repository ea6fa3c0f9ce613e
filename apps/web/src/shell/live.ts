import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

const SHOW_MS = 1_000;

/** Lists by the first word of the events' types that change them; all others change with everything. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  Violation: ["violation", "violations", "integrations", "clauses", "document"],
  Webhook: ["delivery", "deliveries"],
  Minute: ["clauses", "document", "coverage", "objectives", "limits", "undocumented"],
  Notification: ["notifications", "alerts"],
  Silence: ["silences", "alerts"],
  Maintenance: ["maintenance", "objectives"],
};

const typesOf = (data: unknown): string[] => {
  if (typeof data !== "string") return ["*"];
  const { types } = JSON.parse(data) as { types?: string[] };
  return types ?? ["*"];
};

/** Keeps what is shown up to date by the server's events; what comes in one second is shown at once. */
export const useLive = (isIn: boolean): void => {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isIn) return;
    const source = new EventSource("/api/v1/live");
    const waiting = new Set<string>();
    let timer: number | undefined;
    const show = (): void => {
      timer = undefined;
      const words = [...waiting].map((type) => /^[A-Z][a-z]+/.exec(type)?.[0] ?? type);
      const named = words.map((word) => LISTS[word]);
      waiting.clear();
      void queries.invalidateQueries({
        predicate: ({ queryKey: [list] }) =>
          list !== "session" && named.some((lists) => !lists || lists.includes(String(list))),
      });
    };
    source.addEventListener("change", ({ data }) => {
      for (const type of typesOf(data)) waiting.add(type);
      timer ??= window.setTimeout(show, SHOW_MS);
    });
    return () => {
      source.close();
      window.clearTimeout(timer);
    };
  }, [isIn, queries]);
};
