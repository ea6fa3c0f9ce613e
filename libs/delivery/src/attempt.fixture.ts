import type { WebhookAttempted } from "./webhook-attempted.ts";

/** A minute after ten, with seconds. */
export const at = (minute: number, second = 0): string =>
  new Date(Date.UTC(2024, 0, 15, 10, minute, second)).toISOString();

let told = 0;

/** An attempt that failed by status 500, unless told otherwise. */
export const attempt = (facts: Partial<WebhookAttempted> = {}): WebhookAttempted => ({
  type: "WebhookAttempted",
  integration: "shop-orders",
  deliveryId: "d1",
  environment: "production",
  endpoint: "https://shop.example.net/hooks",
  eventId: "evt_1",
  source: "urn:sender",
  id: `a${(told += 1)}`,
  observedBy: "sender",
  startedAt: at(0),
  manual: false,
  status: 500,
  outcome: "failed",
  signature: "valid",
  timestamp: "fresh",
  ...facts,
});

/** What makes an attempt one that was delivered. */
export const DELIVERED = { status: 200, outcome: "delivered" } as const;

/** What makes an attempt one whose answer nobody captured. */
export const UNCAPTURED = { status: undefined, outcome: "unknown" } as const;
