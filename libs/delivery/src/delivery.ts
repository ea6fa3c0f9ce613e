import type { AttemptOutcome, NextAttempt, WebhookAttempted } from "./webhook-attempted.ts";

/**
 * How a delivery stands by the attempts that were seen. `pending`: nobody knows yet, or it is being sent again;
 * `failing`: the last attempt that counts failed; `exhausted`: so did the policy's last one.
 */
export type DeliveryState = "pending" | "delivered" | "failing" | "exhausted";

/** Who saw an attempt; `observer`: it does not say on which side. */
export type ViewName = "sender" | "observer" | "receiver";

/** The attempt of one side that began last. */
export interface LatestAttempt extends Pick<
  WebhookAttempted,
  "source" | "id" | "startedAt" | "status" | "failure" | "next"
> {
  outcome: AttemptOutcome;
}

/** What one side saw of a delivery; manual attempts count for nothing but success. */
export interface DeliveryView {
  attempts: number;
  /** The highest number that was stated. */
  highest?: number;
  firstAt: string;
  /** When the first attempt that succeeded began. */
  deliveredAt?: string;
  exhausted?: true;
  latest?: LatestAttempt;
}

/** One event's way to one endpoint, as all that was seen of it; plain data. */
export interface Delivery {
  integration: string;
  deliveryId: string;
  environment?: string;
  endpoint: string;
  eventId: string;
  eventType?: string;
  objectType?: string;
  subject?: string;
  state: DeliveryState;
  /** When the next attempt is due; only while it fails, and where whoever tells it tells every attempt. */
  next?: NextAttempt;
  /** How many attempts the side that decides has seen, manual ones apart. */
  attempts: number;
  /** How many attempts people asked for, as each side saw them, and those that were sent from here. */
  manual: number;
  firstAt: string;
  lastAt: string;
  views: Partial<Record<ViewName, DeliveryView>>;
  /** Being sent again: ids of the attempts whose outcome is not stored yet. */
  underWay?: string[];
  /** When it was delivered by being sent again from here. */
  redeliveredAt?: string;
  /** How many times nobody can tell what became of being sent again. */
  unsettled?: number;
}
