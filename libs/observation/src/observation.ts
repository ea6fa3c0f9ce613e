import type { Headers } from "./headers.ts";

/** What tells two events apart (CloudEvents `source` and `id`). */
export interface EventReference {
  source: string;
  id: string;
}

interface Envelope extends EventReference {
  /** The integration's id, where the event names it. */
  subject?: string;
  /** When it began, in milliseconds since the epoch (event time). */
  timeMs: number;
}

/** A URL split for matching; `host` is lower case, without a scheme's default port; `scheme` is absent where the format has none. */
export interface SplitUrl {
  scheme?: string;
  host: string;
  /** Percent-encoding normalised, no trailing slash (but the root's). */
  path: string;
  /** Without the question mark; empty when there is none. */
  query: string;
}

/**
 * A message body as far as it was captured. `absent`: not captured, which is never a violation. `truncated`: no body
 * check runs. `json`: already parsed. `text`: as sent, with what `jsonOf` found in it once it was asked.
 */
export type Body =
  | { state: "absent" }
  | { state: "truncated" }
  | { state: "empty" }
  | { state: "json"; value: unknown }
  | { state: "text"; text: string; json?: JsonOutcome | null };

/** What reading a body's text as JSON gave. */
export type JsonOutcome = { ok: true; value: unknown } | { ok: false; reason: "NOT_JSON" };

export interface RequestMessage {
  /** Absent when headers were not captured. */
  headers?: Headers;
  body: Body;
}

export interface ResponseMessage extends RequestMessage {
  status: number;
}

/** Why there is no response. */
export type FailureKind = "timeout" | "connect" | "dns" | "tls" | "reset" | "aborted";

/** One HTTP request with its response or its failure (`http.exchange.v1`). */
export interface Exchange extends Envelope {
  type: "exchange";
  environment?: string;
  client?: string;
  observedBy?: "consumer" | "provider" | "gateway";
  /** Sampled traffic: mutes the rules that count or miss things. */
  partial: boolean;
  /** Upper case. */
  method: string;
  url: SplitUrl;
  request: RequestMessage;
  response?: ResponseMessage;
  failure?: FailureKind;
  durationMs?: number;
  traceId?: string;
}

/** One attempt to deliver one webhook (`webhook.attempt.v1`). */
export interface WebhookAttempt extends Envelope {
  type: "attempt";
  environment?: string;
  /** Sampled attempts: mutes the rules that miss things. */
  partial: boolean;
  observedBy?: "sender" | "receiver";
  endpoint: string;
  eventId: string;
  eventType?: string;
  attempt?: number;
  request: RequestMessage;
  response?: ResponseMessage;
  failure?: FailureKind;
  durationMs?: number;
  manual: boolean;
  signature?: "valid" | "invalid";
}

/** One arrow of a sequence (`interaction.v1`). */
export interface Interaction extends Envelope {
  type: "interaction";
  environment?: string;
  /** Sampled traces: mutes the rules that miss things. */
  partial: boolean;
  traceId: string;
  from: string;
  to: string;
  message: string;
  arrow: "sync" | "reply" | "async";
  failed: boolean;
}

/** Time has passed (`watermark.v1`): the clock stands at least at `timeMs`. */
export interface Watermark extends Envelope {
  type: "watermark";
}

/** From here on, another revision (`specification.activated.v1`). */
export interface Activation extends Envelope {
  type: "activation";
  revision: string;
}

/** One decoded fact. */
export type Observation = Exchange | WebhookAttempt | Interaction | Watermark | Activation;

/** Why a record is no observation. `pointer` is a JSON pointer to the offending member. */
export interface Rejection {
  type: "rejection";
  reason: RejectionReason;
  message: string;
  pointer?: string;
}

export type RejectionReason =
  "TOO_LARGE" | "TOO_DEEP" | "NOT_UTF8" | "NOT_JSON" | "NOT_CLOUDEVENT" | "INVALID_EVENT";

/** An event of a type that is none of ours: counted, and otherwise passed over. */
export interface Ignored {
  type: "ignored";
  eventType: string;
}

export type Decoded = Observation | Rejection | Ignored;
