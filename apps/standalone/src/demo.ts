import { setTimeout as sleep } from "node:timers/promises";
import { simulate, toNdjson, type CloudEvent } from "#simulator";
import type { Specification } from "#spec";

const PAST_HOURS = 3;
const HOUR_MS = 3_600_000;
const EVENTS_A_SECOND = 2;
const DAY_OF_EVENTS = 24 * 3_600 * EVENTS_A_SECOND;
const EVENTS_A_REQUEST = 500;

const endOf = (event: CloudEvent): number => {
  const { durationMs } = event.data;
  return Date.parse(event.time) + (typeof durationMs === "number" ? durationMs : 0);
};

/**
 * Feeds simulated traffic with all faults into a gateway: three past hours at once, then as time passes, until the
 * signal. `progress` is told what has been sent.
 */
export const runDemo = async (
  address: string,
  specification: Specification,
  signal: AbortSignal,
  progress: (sent: number) => void,
): Promise<void> => {
  const post = async (events: readonly CloudEvent[]): Promise<void> => {
    const response = await fetch(`${address}/v1/events`, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: events.map(toNdjson).join(""),
      signal,
    });
    const answer = await response.text();
    if (response.ok) return;
    if (response.status !== 429 && response.status !== 503)
      throw new Error(`The gateway answered ${response.status}: ${answer}`);
    await sleep(1000 * Number(response.headers.get("retry-after") ?? 1), undefined, { signal });
    await post(events);
  };
  let sent = 0;
  for (let startMs = Date.now() - PAST_HOURS * HOUR_MS, seed = 1; ; startMs = Date.now(), seed += 1) {
    const options = {
      seed,
      count: DAY_OF_EVENTS,
      ratePerSecond: EVENTS_A_SECOND,
      startMs,
      faults: "all" as const,
    };
    let batch: CloudEvent[] = [];
    for (const { event } of simulate({ specification, ...options })) {
      const waitMs = endOf(event) - Date.now();
      if (waitMs > 0 || batch.length >= EVENTS_A_REQUEST) {
        if (batch.length > 0) await post(batch);
        sent += batch.length;
        progress(sent);
        batch = [];
        if (waitMs > 0) await sleep(waitMs, undefined, { signal });
      }
      batch.push(event);
    }
    if (batch.length > 0) await post(batch);
    sent += batch.length;
  }
};
