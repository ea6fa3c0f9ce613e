import type { Pool } from "pg";
import type { Logger } from "pino";
import type { HmacBytes, WebhookSecrets } from "#observation";
import type { Clock, Lookup } from "#platform";
import type { OpenRequest } from "./delivery-to-repeat.ts";

/** What events are sent again with. */
export interface RedeliveryOptions {
  pool: Pool;
  logger: Pick<Logger, "info" | "warn">;
  /** Where they may go: what an operator allowed. */
  endpoints: readonly string[];
  /** How many go to one endpoint a second, at most. */
  rate: number;
  /** The secrets as they are now. */
  secrets: () => WebhookSecrets;
  open: OpenRequest;
  lookup: Lookup;
  hmac: HmacBytes;
  clock: Clock;
  /** Resolves after a while, or as soon as the signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}
