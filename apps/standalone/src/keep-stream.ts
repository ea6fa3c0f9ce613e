import type { Pool } from "pg";
import type { Configuration, Shutdown } from "#platform";
import { keepStreamRetention } from "../../monitor/src/index.ts";

/** Keeps the stream in PostgreSQL, which has no broker for that, within bounds. */
export const keepStream = (
  pool: Pool,
  { topic, streamRetentionDays }: Configuration,
  log: Parameters<typeof keepStreamRetention>[0]["log"],
  shutdown: Shutdown,
): void => {
  const stopping = new AbortController();
  const keeping = keepStreamRetention({ pool, topic, days: streamRetentionDays, log }, stopping.signal);
  shutdown.add("retention of the stream", () => {
    stopping.abort();
    return keeping;
  });
};
