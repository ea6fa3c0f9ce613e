import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import type { RedeliveryEvent, WebhookAttempted } from "#delivery";
import {
  appendToStream,
  EVENT_STORE_MIGRATIONS,
  projectBatch,
  putContent,
  readStream,
  type NewEvent,
} from "#event-store";
import { createPool, guardedLookup, hmacBytes, migrate, sha256Hex } from "#platform";
import { READ_MODEL_MIGRATIONS, READ_MODELS } from "#read-models";
import { loadSpecification } from "#spec";
import { startTestPostgres } from "../../../../test/support/postgres.ts";
import { until } from "../../../../test/support/until.ts";
import { Redeliverer } from "../redelivery/redeliverer.ts";
import type { RedeliveryOptions } from "../redelivery/redelivery-options.ts";

const INTEGRATION = "shop-orders";
const TEXT = `---
id: ${INTEGRATION}
---

# Shop

\`\`\`yaml
webhooks:
  security:
    signature_header: "X-Webhook-Signature"
    signature: "HMAC-SHA256: sha256=<hex>"
    timestamp_header: "X-Webhook-Timestamp"
  retry_policy:
    success_criteria: "HTTP 2xx response within 30 seconds"
\`\`\`
`;
const FILES = [{ name: "shop.md", text: TEXT }];

/** The secret that signs now; another was used before. */
export const SECRET = "the-current-secret";
export const BODY = '{"event_id":"evt_1","total":12.50}';

const projection = READ_MODELS.find(({ name }) => name === "redelivery")!;

/** A fresh database with a specification in force, and redeliverers on it. */
export const startRedeliveryTest = async () => {
  const postgres = await startTestPostgres();
  let pool: Pool;
  let numbers = 0;
  const stops: (() => Promise<void>)[] = [];
  const logger = { info: jest.fn(), warn: jest.fn() };
  const append = (stream: string, ...events: Omit<NewEvent, "stream">[]) =>
    appendToStream(pool, stream, events, "any");
  const stored = (data: { type: string }, eventId = `e${(numbers += 1)}`) => ({
    eventId,
    type: data.type,
    source: INTEGRATION,
    occurredAtMs: Date.now(),
    data,
  });
  const test = {
    logger,
    payloads: new Map<string, { text: string; cut: boolean }>(),
    get pool() {
      return pool;
    },
    begin: async () => {
      const url = await postgres.createDatabase();
      await migrate(url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
      pool = createPool(url, { max: 10 });
      const { revision } = loadSpecification(FILES, sha256Hex);
      await putContent(pool, revision, JSON.stringify(FILES));
      await append(`integration-${INTEGRATION}`, stored({ type: "RevisionActivated", ...{ revision } }));
    },
    /** Stores an attempt that failed, with its payload; returns the delivery's id. */
    failed: async (endpoint: string, facts: Partial<WebhookAttempted> = {}, text = BODY): Promise<string> => {
      const deliveryId = facts.deliveryId ?? `d${(numbers += 1)}`;
      const data: WebhookAttempted = {
        type: "WebhookAttempted",
        integration: INTEGRATION,
        deliveryId,
        environment: "production",
        endpoint,
        eventId: `evt_${deliveryId}`,
        source: "urn:sender",
        id: deliveryId,
        startedAt: "2024-01-15T10:00:00.000Z",
        manual: false,
        status: 500,
        outcome: "failed",
        signature: "valid",
        timestamp: "fresh",
        requestHeaders: [
          ["content-type", "application/json"],
          ["host", "elsewhere.example"],
          ["x-event-id", `evt_${deliveryId}`],
          ["x-webhook-timestamp", "1705312800"],
          ["x-webhook-signature", "sha256=hmac:0123456789ab.hex-64"],
          ["authorization", "Bearer hmac:0123456789ab"],
        ],
        payloadKept: "text",
        ...facts,
      };
      const event = stored(data);
      test.payloads.set(event.eventId, { text, cut: false });
      await append(`delivery-${INTEGRATION}-${deliveryId}`, event);
      return deliveryId;
    },
    append: async (id: string, ...events: RedeliveryEvent[]) => {
      await append(`redelivery-${id}`, ...events.map((event) => stored(event)));
      await test.project();
    },
    request: (id: string, ...deliveryIds: string[]) =>
      test.append(id, {
        type: "RedeliveryRequested",
        id,
        integration: INTEGRATION,
        by: "ada",
        at: new Date().toISOString(),
        deliveryIds,
      }),
    project: async () => {
      while ((await projectBatch(pool, "redelivery", projection.version, projection.handle)) > 0);
    },
    history: async (id: string) =>
      (await readStream(pool, `redelivery-${id}`)).map(({ data }) => data as RedeliveryEvent),
    types: async (id: string) => (await test.history(id)).map(({ type }) => type.replace("Redelivery", "")),
    /** Starts a redeliverer; returns its end. */
    start: (options: Partial<RedeliveryOptions> = {}) => {
      const stopping = new AbortController();
      const running = new Redeliverer({
        pool,
        logger,
        endpoints: [],
        rate: 1000,
        secrets: () => ({
          common: new Map([["production", [SECRET, "the-former-secret"]]]),
          byIntegration: new Map(),
        }),
        open: async (eventId) => test.payloads.get(eventId) ?? { refused: "its payload has expired" },
        lookup: guardedLookup([]),
        hmac: hmacBytes,
        clock: { nowMs: () => Date.now() },
        sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
        ...options,
      }).run(stopping.signal);
      const stop = async () => {
        stopping.abort();
        await running;
      };
      stops.push(stop);
      return stop;
    },
    ends: (id: string) =>
      until(
        `${id} has finished`,
        async () => (await test.types(id)).includes("Finished"),
        () => JSON.stringify(logger.warn.mock.calls),
        30_000,
      ),
    end: async () => {
      await Promise.all(stops.splice(0).map((stop) => stop()));
      await pool?.end();
    },
    stop: () => postgres.stop(),
  };
  return test;
};
