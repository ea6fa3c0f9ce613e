import type { FailureKind } from "#observation";

/** An event is about to be sent again; stored before it is sent. */
export interface RedeliveryAttempted {
  type: "RedeliveryAttempted";
  deliveryId: string;
  attemptId: string;
  destination: string;
  at: string;
}

/** What became of an event that was sent again; `unknown`: nobody can tell, and it is not sent again by itself. */
export interface RedeliverySettled {
  type: "RedeliverySettled";
  deliveryId: string;
  attemptId: string;
  at: string;
  outcome: "delivered" | "failed" | "unknown";
  status?: number;
  failure?: FailureKind;
  durationMs?: number;
}
