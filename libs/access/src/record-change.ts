import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { appendToStream } from "#event-store";

/** A change of who may do what, for audits; it holds no password, no key and no hash of one. */
export type AccessChange =
  | { type: "AccountCreated"; account: string; name: string; role: string; by: string }
  | {
      type: "AccountChanged";
      account: string;
      role?: string;
      disabled?: boolean;
      password?: "set";
      by: string;
    }
  | {
      type: "KeyCreated";
      key: string;
      name: string;
      role: string;
      integrations?: readonly string[];
      by: string;
    }
  | { type: "KeyRevoked"; key: string; by: string };

/** Records a change in the log, after it was made. */
export const recordChange = async (pool: Pool, change: AccessChange): Promise<void> => {
  const stream = "account" in change ? `account-${change.account}` : `key-${change.key}`;
  const event = {
    eventId: randomUUID(),
    type: change.type,
    source: "access",
    occurredAtMs: Date.now(),
    data: change,
  };
  await appendToStream(pool, stream, [event], "any");
};
