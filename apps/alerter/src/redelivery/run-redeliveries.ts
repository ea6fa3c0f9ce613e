import { setTimeout as sleep } from "node:timers/promises";
import { hmacBytes, systemClock } from "#platform";
import { openRequests, type PayloadOpener } from "./open-request.ts";
import { Redeliverer } from "./redeliverer.ts";
import type { RedeliveryOptions } from "./redelivery-options.ts";

/** What the alerter is told of sending events again. */
export interface RedeliveriesOptions extends Pick<
  RedeliveryOptions,
  "pool" | "logger" | "endpoints" | "rate" | "secrets" | "lookup"
> {
  payloads: PayloadOpener;
}

/** Sends events again that people ask for, until the signal. */
export const runRedeliveries = (
  { payloads, ...options }: RedeliveriesOptions,
  signal: AbortSignal,
): Promise<void> =>
  new Redeliverer({
    ...options,
    open: openRequests(options.pool, payloads),
    hmac: hmacBytes,
    clock: systemClock,
    sleep: (ms, stop) => sleep(ms, undefined, { signal: stop }).catch(() => undefined),
  }).run(signal);
