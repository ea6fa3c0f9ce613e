import { deliveryIdOf, type DeliveryEvent, type WebhookAttempted } from "#delivery";
import type { StoredEvent } from "#event-store";
import { sha256Hex } from "#platform";

export const START_MS = Date.UTC(2024, 0, 15, 10);
/** The time so many seconds after the start. */
export const at = (seconds: number): string => new Date(START_MS + seconds * 1000).toISOString();

let told = 0;

/** An attempt as the sender saw it, which was delivered; tests change what they look at. */
export const attempted = (facts: Partial<WebhookAttempted> = {}): WebhookAttempted => {
  const name = {
    integration: "shop",
    environment: "production",
    endpoint: "https://a.example/hooks",
    eventId: "evt_1",
    ...facts,
  };
  return {
    type: "WebhookAttempted",
    ...name,
    deliveryId: deliveryIdOf(name, sha256Hex),
    eventType: "order.created",
    source: "urn:sender",
    id: `observation ${(told += 1)}`,
    observedBy: "sender",
    startedAt: at(0),
    durationMs: 120,
    manual: false,
    status: 200,
    outcome: "delivered",
    signature: "valid",
    timestamp: "fresh",
    ...facts,
  };
};

const CLAUSE = { path: "webhooks.retry[1]", file: "a.md", line: 3, text: "after 1 minute", delayMs: 60_000 };

/** What makes an attempt one that failed; the next is due `dueSeconds` after the start. */
export const failedBy = (status: number, dueSeconds?: number): Partial<WebhookAttempted> => ({
  status,
  outcome: "failed",
  ...(dueSeconds !== undefined && {
    next: { until: at(dueSeconds), number: 2, clause: CLAUSE },
  }),
});

/** Events as the store gives them: in order, from a position on. */
export const storedFrom = (first: number, events: readonly { type: string }[]): StoredEvent[] =>
  events.map((data, index) => ({
    position: first + index,
    version: 1,
    eventId: sha256Hex(JSON.stringify(data)),
    stream: `delivery-shop-${(data as DeliveryEvent).deliveryId}`,
    type: data.type,
    source: "shop",
    occurredAtMs: START_MS,
    recordedAtMs: START_MS,
    data,
    hash: "",
    previousHash: "",
  }));

/** Numbers between 0 and 1 that are the same every time. */
const seeded = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

/** Attempts of all sorts, some of them out of order. */
export const manyAttempts = (count: number): WebhookAttempted[] => {
  const random = seeded(7);
  const one = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  return Array.from({ length: count }, (_, index) => {
    const seconds = index * 7 - (random() < 0.1 ? 120 : 0);
    const failed = random() < 0.2;
    const integration = one(["shop", "shop", "bank"]);
    return attempted({
      integration,
      environment: one(["production", "production", undefined]),
      endpoint: `https://${one(["a", "a", "a", "b", "c"])}.example/hooks`,
      eventId: `evt_${Math.floor(index / 3)}`,
      eventType: one(["order.created", "order.paid", undefined]),
      startedAt: at(seconds),
      durationMs: one([undefined, 5, 99.5, 100, 4000, 29_999, 30_000]),
      observedBy: one(["sender", "sender", "receiver", undefined]),
      number: one([undefined, 1, 2, 3]),
      manual: random() < 0.05,
      signature: one(["valid", "valid", "valid", "invalid", "unknown"]),
      timestamp: one(["fresh", "stale"]),
      subject: one([undefined, "s1", "s2"]),
      id: `o${index}`,
      ...(failed ? failedBy(one([500, 503, 404]), seconds + 600) : {}),
      ...(random() < 0.05
        ? { status: undefined, failure: "timeout" as const, outcome: "failed" as const }
        : {}),
    });
  });
};
