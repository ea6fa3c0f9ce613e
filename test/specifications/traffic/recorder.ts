import { createHmac } from "node:crypto";

type Json = Record<string, unknown>;

/** An event of the event contract, with the instant it is logged at. */
export interface Recorded {
  id: string;
  loggedMs: number;
  event: Json;
}

/** The log that one integration's traffic is written into; ids tell what an event is about. */
export interface Recorder {
  /** An exchange; `at` are milliseconds since the recorder's start. */
  exchange(id: string, at: number, data: Json): void;
  attempt(id: string, at: number, data: Json): void;
  /** One arrow of a sequence: `[from, to, message, arrow]`. */
  interaction(id: string, at: number, traceId: string, arrow: Arrow, more?: Json): void;
  watermark(id: string, at: number): void;
  /** All that was recorded, in log order. */
  log(): Recorded[];
}

/** From, to, message and kind of an interaction. */
export type Arrow = readonly [from: string, to: string, message: string, arrow: "sync" | "reply" | "async"];

const DEFAULT_MS = 80;

/** A recorder for one integration's traffic. */
export const recorder = (integration: string, startMs: number): Recorder => {
  const recorded: Recorded[] = [];
  const record = (id: string, type: string, at: number, data: Json): void => {
    const durationMs = typeof data["durationMs"] === "number" ? data["durationMs"] : 0;
    const time = new Date(startMs + at).toISOString();
    const event = {
      specversion: "1.0",
      id,
      source: `/${integration}`,
      type,
      time,
      subject: integration,
      data,
    };
    recorded.push({ id, loggedMs: startMs + at + durationMs, event });
  };
  return {
    exchange: (id, at, data) => record(id, "http.exchange.v1", at, { durationMs: DEFAULT_MS, ...data }),
    attempt: (id, at, data) => record(id, "webhook.attempt.v1", at, { durationMs: DEFAULT_MS, ...data }),
    interaction: (id, at, traceId, [from, to, message, arrow], more) =>
      record(id, "interaction.v1", at, { traceId, from, to, message, arrow, ...more }),
    watermark: (id, at) => record(id, "watermark.v1", at, { until: new Date(startMs + at).toISOString() }),
    log: () => recorded.toSorted((one, other) => one.loggedMs - other.loggedMs),
  };
};

/** A UUID that a number stands in. */
export const uuid = (number: number, family = 0): string =>
  `${String(family).padStart(8, "0")}-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** A digest with a key, as signatures have it. */
export const hmac = (
  hash: "sha256" | "sha512",
  key: string | Buffer,
  text: string,
  encoding: "hex" | "base64",
): string => createHmac(hash, key).update(text).digest(encoding);

/** Events as NDJSON. */
export const ndjson = (recorded: readonly Recorded[]): string =>
  recorded.map(({ event }) => `${JSON.stringify(event)}\n`).join("");
