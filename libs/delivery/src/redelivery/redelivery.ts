import type { FailureKind } from "#observation";

/** A person asked for events to be sent again: to each delivery once, whatever becomes of it. */
export interface RedeliveryRequested {
  type: "RedeliveryRequested";
  id: string;
  integration: string;
  by: string;
  /** ISO 8601 in UTC, as every time here. */
  at: string;
  reason?: string;
  /** Which deliveries, oldest first. */
  deliveryIds: string[];
  /** The filter that they were chosen by. */
  filter?: Record<string, unknown>;
}

/** An event is about to be sent again; stored before it is sent. */
export interface RedeliveryAttempted {
  type: "RedeliveryAttempted";
  redeliveryId: string;
  deliveryId: string;
  attemptId: string;
  destination: string;
  at: string;
}

/** What became of sending an event again. */
export type RedeliveryOutcome = "delivered" | "failed" | "unknown";

/** What became of an event that was sent again; `unknown`: nobody can tell, and it is not sent again by itself. */
export interface RedeliverySettled {
  type: "RedeliverySettled";
  redeliveryId: string;
  deliveryId: string;
  attemptId: string;
  at: string;
  outcome: RedeliveryOutcome;
  status?: number;
  failure?: FailureKind;
  durationMs?: number;
  /** Why it failed or is unknown, for people. */
  detail?: string;
}

/** A delivery's event cannot be sent again, and was not. */
export interface RedeliveryRefused {
  type: "RedeliveryRefused";
  redeliveryId: string;
  deliveryId: string;
  at: string;
  /** For people. */
  reason: string;
}

/** Nothing more is sent; what is under way is still settled. */
export interface RedeliveryCancelled {
  type: "RedeliveryCancelled";
  id: string;
  by: string;
  at: string;
}

/** Every delivery was sent again or refused, and settled. */
export interface RedeliveryFinished {
  type: "RedeliveryFinished";
  id: string;
  at: string;
}

/** What stands in the stream `redelivery-<id>`. */
export type RedeliveryEvent =
  | RedeliveryRequested
  | RedeliveryAttempted
  | RedeliverySettled
  | RedeliveryRefused
  | RedeliveryCancelled
  | RedeliveryFinished;
