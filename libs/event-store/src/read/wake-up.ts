import type { Pool, PoolClient } from "pg";

const CHANNEL = "clausewatch_event";

/** Waits for news of the store: a notification while a connection can be had, the poll interval in any case. */
export interface WakeUp {
  /** Resolves on a notification since the last call, after `pollMs`, or at once when aborted. */
  wait(pollMs: number): Promise<void>;
  close(): void;
}

/** Listens on one connection of the pool, taking another when it breaks. */
export const wakeUpOn = (pool: Pool, signal: AbortSignal): WakeUp => {
  let client: PoolClient | undefined;
  let connecting = false;
  let rung = false;
  let ring: () => void = () => undefined;
  const notified = () => {
    rung = true;
    ring();
  };
  const drop = (broken: PoolClient) => {
    if (client !== broken) return;
    client = undefined;
    broken.release(true);
  };
  const listen = async (): Promise<void> => {
    if (client || connecting || signal.aborted) return;
    connecting = true;
    try {
      const fresh = await pool.connect();
      client = fresh;
      fresh.on("notification", notified);
      fresh.on("error", () => drop(fresh));
      await fresh.query(`LISTEN ${CHANNEL}`).catch(() => drop(fresh));
      if (signal.aborted) drop(fresh);
      notified();
    } catch {
      // Without a connection the poll interval alone wakes.
    } finally {
      connecting = false;
    }
  };
  const abort = () => {
    notified();
    if (client) drop(client);
  };
  signal.addEventListener("abort", abort, { once: true });
  return {
    wait: async (pollMs) => {
      void listen();
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pollMs);
          ring = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = signal.aborted;
    },
    close: () => {
      signal.removeEventListener("abort", abort);
      abort();
    },
  };
};
