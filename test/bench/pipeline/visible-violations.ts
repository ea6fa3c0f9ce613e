import { setTimeout as sleep } from "node:timers/promises";
import { createReadModelSource, listViolations } from "#read-models";
import { preciseMs } from "./consumer-settings.ts";

const PAGE = { limit: 200 };
const PAUSE_MS = 5;

/** Asks for the newest violations over and over until it is stopped; gives when each could be read first. */
export const watchViolations = async (databaseUrl: string) => {
  const source = createReadModelSource(databaseUrl);
  await source.initialize();
  const seen = new Map<string, number>();
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const { items } = await listViolations(source, {}, PAGE);
      const atMs = preciseMs();
      for (const { id } of items) if (!seen.has(id)) seen.set(id, atMs);
      await sleep(PAUSE_MS);
    }
  })();
  return {
    seen,
    stop: async (): Promise<void> => {
      stopping.abort();
      await watching;
      await source.destroy();
    },
  };
};
