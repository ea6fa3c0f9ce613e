import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "#platform";
import { toNdjson } from "#simulator";
import type { Sink } from "./sink.ts";

const EVENTS_A_REQUEST = 500;
const ATTEMPTS = 5;

const send = async (url: URL, body: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body,
    }).catch((error: unknown) => {
      throw new UserError(
        `${url.href} does not answer (${String((error as Error).cause ?? error)}).`,
        "Is the gateway up?",
      );
    });
    if (response.ok) return void (await response.arrayBuffer());
    const isBusy = response.status === 429 || response.status === 503;
    if (!isBusy || attempt === ATTEMPTS)
      throw new UserError(
        `${url.href} answered ${response.status}: ${(await response.text()).slice(0, 500)}`,
      );
    await response.arrayBuffer();
    await sleep(1000 * Number(response.headers.get("retry-after") ?? attempt));
  }
};

/** Posts NDJSON to a gateway, `/v1/events` where the address has no path; waits when it is asked to. */
export const httpSink = (to: URL): Sink => {
  const url = to.pathname === "/" ? new URL("/v1/events", to) : to;
  let pending: string[] = [];
  const flush = async (): Promise<void> => {
    if (pending.length === 0) return;
    const body = pending.join("");
    pending = [];
    await send(url, body);
  };
  return {
    async take(event) {
      pending.push(toNdjson(event));
      if (pending.length >= EVENTS_A_REQUEST) await flush();
    },
    close: flush,
  };
};
