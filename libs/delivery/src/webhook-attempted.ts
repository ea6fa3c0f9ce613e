import type { FailureKind } from "#observation";

/** What an attempt was by the success criterion; `slow`: accepted, but too late; `unknown`: not captured or ambiguous. */
export type AttemptOutcome = "delivered" | "failed" | "slow" | "unknown";

/** What an attempt's signature proves; `unknown`: not captured, not verifiable or not asked for. */
export type SignatureState = "valid" | "missing" | "malformed" | "invalid" | "unknown";

/** What an attempt's timestamp proves; `unknown`: not captured or not asked for. */
export type TimestampState = "fresh" | "missing" | "unreadable" | "stale" | "unknown";

/** How much of a request's body was kept; `absent`: not captured. */
export type PayloadKept = "json" | "text" | "truncated" | "empty" | "absent";

/** A step of the schedule: where it stands, and what it says. */
export interface ScheduleStep {
  path: string;
  file: string;
  line: number;
  text: string;
  /** The declared delay. */
  delayMs: number;
}

/** When the next attempt is due by every reading of the schedule. */
export interface NextAttempt {
  /** The earliest time; absent where a reading allows any. */
  from?: string;
  /** The latest time. */
  until: string;
  number: number;
  clause: ScheduleStep;
}

/**
 * One attempt to deliver one webhook as one side saw it, in the stream `delivery-<integration>-<deliveryId>`. Times are
 * event time in ISO 8601, UTC.
 */
export interface WebhookAttempted {
  type: "WebhookAttempted";
  integration: string;
  deliveryId: string;
  environment?: string;
  endpoint: string;
  eventId: string;
  eventType?: string;
  /** The event that told it (CloudEvents `source` and `id`). */
  source: string;
  id: string;
  observedBy?: "sender" | "receiver";
  startedAt: string;
  /** When it began by its own clock, where that is far ahead of everybody's. */
  statedAt?: string;
  durationMs?: number;
  /** As stated; the read model counts where nobody states it. */
  number?: number;
  /** A person asked for it. */
  manual: boolean;
  /** Who told it tells only some. */
  partial?: true;
  /** Neither status nor failure: the answer was not captured. */
  status?: number;
  failure?: FailureKind;
  outcome: AttemptOutcome;
  signature: SignatureState;
  timestamp: TimestampState;
  /** Redacted, in the order in which they were sent. */
  requestHeaders?: [name: string, value: string][];
  responseHeaders?: [name: string, value: string][];
  /** Keyed fingerprint of the object that the payload speaks of. */
  subject?: string;
  objectType?: string;
  /** Keyed fingerprint of the request's body: equal bodies have equal ones. */
  payloadDigest?: string;
  /** UTF-8 bytes of the request's body, as far as they are known. */
  payloadBytes?: number;
  payloadKept?: PayloadKept;
  /** When the schedule wants the next attempt, after this one failed. */
  next?: NextAttempt;
  /** It failed, and no reading of the policy has another attempt. */
  last?: true;
}
