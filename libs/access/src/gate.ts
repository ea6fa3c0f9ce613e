import type { Pool } from "pg";
import { principalOfKey } from "./api-keys.ts";
import { LOCAL_OPERATOR, type Principal } from "./principal.ts";
import { principalOfSession } from "./sessions.ts";

const LOOK_AGAIN_MS = 1_000;

/** Finds out who asks. */
export interface Gate {
  /** Whether there is neither an account nor a key: then loopback may do everything. Once false, it stays so. */
  isOpen(): Promise<boolean>;
  ofKey(secret: string): Promise<Principal | undefined>;
  ofSession(secret: string): Promise<Principal | undefined>;
}

/** The gate of a service without a database, which only this machine reaches. */
export const OPEN_GATE: Gate = {
  isOpen: () => Promise.resolve(true),
  ofKey: () => Promise.resolve(LOCAL_OPERATOR),
  ofSession: () => Promise.resolve(undefined),
};

/** The gate that accounts and keys of a database keep. */
export const createGate = (pool: Pool, now: () => number): Gate => {
  let closed = false;
  let lookedAtMs = -Infinity;
  const look = async (): Promise<boolean> => {
    const { rows } = await pool.query<{ closed: boolean }>(
      `SELECT EXISTS (SELECT FROM account) OR EXISTS (SELECT FROM api_key) AS closed`,
    );
    lookedAtMs = now();
    closed ||= rows[0]!.closed;
    return !closed;
  };
  return {
    isOpen: async () => {
      if (closed) return false;
      return now() - lookedAtMs < LOOK_AGAIN_MS ? true : look();
    },
    ofKey: (secret) => principalOfKey(pool, secret),
    ofSession: (secret) => principalOfSession(pool, secret),
  };
};
