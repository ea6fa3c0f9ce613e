import type { Pool, PoolClient } from "pg";

const CHANNEL = "clausewatch_event";

/** Waits for news of the store: a notification while a connection can be had, the poll interval in any case. */
export interface WakeUp {
  /** Resolves on a notification since the last call, after `pollMs`, or at once when aborted. */
  wait(pollMs: number): Promise<void>;
  close(): void;
}

/** The one connection of a pool that listens, for all who wait, while there are any. */
class Listener {
  private readonly waiting = new Set<() => void>();
  private client: PoolClient | undefined;
  private connecting = false;

  constructor(private readonly pool: Pool) {}

  add(ring: () => void): void {
    this.waiting.add(ring);
  }

  remove(ring: () => void): void {
    this.waiting.delete(ring);
    if (this.waiting.size === 0 && this.client) this.drop(this.client);
  }

  /** Listens on a connection, taking another when it breaks; then there may be news. */
  async listen(): Promise<void> {
    if (this.client || this.connecting) return;
    this.connecting = true;
    try {
      const fresh = await this.pool.connect();
      this.client = fresh;
      fresh.on("notification", this.ringAll);
      fresh.on("error", () => this.drop(fresh));
      await fresh.query(`LISTEN ${CHANNEL}`).catch(() => this.drop(fresh));
      if (this.waiting.size === 0) this.drop(fresh);
      this.ringAll();
    } catch {
      // Without a connection the poll interval alone wakes.
    } finally {
      this.connecting = false;
    }
  }

  private readonly ringAll = (): void => this.waiting.forEach((ring) => ring());

  private drop(broken: PoolClient): void {
    if (this.client !== broken) return;
    this.client = undefined;
    broken.release(true);
  }
}

const listeners = new WeakMap<Pool, Listener>();

const listenerOf = (pool: Pool): Listener => {
  const listener = listeners.get(pool) ?? new Listener(pool);
  listeners.set(pool, listener);
  return listener;
};

/** Wakes on the pool's one listening connection. */
export const wakeUpOn = (pool: Pool, signal: AbortSignal): WakeUp => {
  const listener = listenerOf(pool);
  let rung = false;
  let ring: () => void = () => undefined;
  const notified = () => {
    rung = true;
    ring();
  };
  signal.addEventListener("abort", notified, { once: true });
  listener.add(notified);
  return {
    wait: async (pollMs) => {
      if (!signal.aborted) void listener.listen();
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
      signal.removeEventListener("abort", notified);
      listener.remove(notified);
      notified();
    },
  };
};
