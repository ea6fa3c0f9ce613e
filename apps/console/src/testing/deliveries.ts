import { deliveryIdOf, payloadDigestOf, type NextAttempt, type WebhookAttempted } from "#delivery";
import { claimShard, commitBatch, type NewEvent, type NewPayload } from "#event-store";
import { sha256Hex } from "#platform";
import type { ConsoleOptions } from "../console-options.ts";

/** What a page would run if it took a payload or a header for HTML. */
export const MARKUP = "<img src=x onerror=alert(3)>";

export const ENDPOINT = "https://shop.example.net/hooks/orders";
const INTEGRATION = "shop-parcels";
const PLACE = { integration: INTEGRATION, environment: "production", endpoint: ENDPOINT };
const clause = {
  path: "webhooks.retry_policy.schedule[1]",
  file: "parcels.md",
  line: 3,
  text: '"5 minutes"',
  delayMs: 300_000,
};

const at = (minute: number): string => new Date(Date.UTC(2024, 2, 3, 10, minute)).toISOString();
const next = (number: number, minute: number): NextAttempt => ({
  from: at(minute + 4),
  until: at(minute + 6),
  number,
  clause,
});

/** The delivery that fails in the fixture, and the one before it of the same object. */
export const FAILING = deliveryIdOf({ ...PLACE, eventId: "evt_2" }, sha256Hex);
export const BEFORE = deliveryIdOf({ ...PLACE, eventId: "evt_1" }, sha256Hex);

interface Told extends Partial<WebhookAttempted> {
  eventId: string;
  id: string;
  text?: string;
}

const eventOf = ({ text, ...facts }: Told): WebhookAttempted => ({
  type: "WebhookAttempted",
  ...PLACE,
  deliveryId: deliveryIdOf({ ...PLACE, eventId: facts.eventId }, sha256Hex),
  eventType: "order.updated",
  source: "urn:sender",
  observedBy: "sender",
  startedAt: at(0),
  durationMs: 212,
  manual: false,
  status: 500,
  outcome: "failed",
  signature: "valid",
  timestamp: "fresh",
  subject: "order-1",
  objectType: "order",
  requestHeaders: [
    ["authorization", "Bearer hmac:0123456789ab"],
    ["x-note", MARKUP],
  ],
  responseHeaders: [["retry-after", "120"]],
  ...(text === undefined
    ? { payloadKept: "truncated" }
    : {
        payloadKept: "text",
        payloadBytes: text.length,
        payloadDigest: payloadDigestOf(INTEGRATION, text, sha256Hex),
      }),
  ...facts,
});

const payloadOf = (status: string): string =>
  JSON.stringify({ event_type: "order.updated", data: { id: "O-1", status, note: MARKUP } });

const TOLD: Told[] = [
  {
    eventId: "evt_1",
    id: "a",
    startedAt: at(-60),
    status: 200,
    outcome: "delivered",
    text: payloadOf("new"),
  },
  { eventId: "evt_2", id: "b", number: 1, next: next(2, 0), text: payloadOf("paid") },
  {
    eventId: "evt_2",
    id: "c",
    number: 2,
    startedAt: at(2),
    status: undefined,
    failure: "timeout",
    durationMs: 30_000,
    next: next(3, 2),
    text: payloadOf("paid"),
  },
  { eventId: "evt_2", id: "d", source: "urn:receiver", observedBy: "receiver", number: 1, durationMs: 208 },
  { eventId: "evt_3", id: "e", source: "urn:receiver", observedBy: "receiver", startedAt: at(20) },
];

/** Deliveries to one endpoint: a delivered one, one that fails, seen from both sides, and one that the receiver alone saw. */
export const storeDeliveries = async ({
  pool,
  sealing: { cipher },
}: Required<Pick<ConsoleOptions, "pool" | "sealing">>): Promise<void> => {
  const place = { integration: INTEGRATION, subject: "order-1" };
  const seal = await cipher.sealer([place]);
  const events: NewEvent[] = [];
  const payloads: NewPayload[] = [];
  for (const told of TOLD) {
    const data = eventOf(told);
    const { deliveryId, startedAt } = data;
    const occurredAtMs = Date.parse(startedAt);
    const eventId = `attempt-${told.id}`;
    const stream = `delivery-${INTEGRATION}-${deliveryId}`;
    events.push({ eventId, stream, type: data.type, source: INTEGRATION, occurredAtMs, data });
    if (told.text === undefined) continue;
    const sealed = seal(place, told.text)!;
    payloads.push({ ...place, ...sealed, words: [], eventId, occurredAtMs, part: "request" });
  }
  const shard = { pipeline: "deliveries", topic: "deliveries", partition: 0 };
  const claim = await claimShard(pool, shard, "deliveries", "fixture");
  await commitBatch(pool, claim, { from: 0, to: 1, events, deadLetters: [], payloads });
};
