import type { BodySchema, HeaderFormat } from "./body-schema.ts";
import type { Citation } from "./citation.ts";
import type { SequenceStep } from "./sequence.ts";
import type { WebhookParameters } from "./webhook-clause.ts";
import type { RequestSketch } from "./quantity/request-sketch.ts";
import type { MaintenanceWindow } from "./quantity/maintenance-window.ts";

/** A method (upper case) and a path template as the document writes it. */
export interface EndpointKey {
  method: string;
  path: string;
}

/** How much a limit may be exceeded in a burst: 150 % for 30 s is `{ factor: 1.5, durationMs: 30000 }`. */
export interface BurstAllowance {
  factor: number;
  durationMs: number;
}

/** What an error asks of its client; a phrase may say several things. */
export interface RetryStrategy {
  /** "Do not retry". */
  forbidden?: true;
  /** How often the request may be sent, the first time included: "max 3 attempts" is 3, "retry once" is 2. */
  attempts?: number;
  /** "Wait for Retry-After header duration". */
  afterHeader?: true;
  /** "with exponential backoff". */
  backoff?: true;
  /** "Refresh token and retry once": a retry carries another credential. */
  refresh?: true;
}

/** What each kind of clause says, as typed values. */
export interface ClauseParameters extends WebhookParameters {
  /** The block `authentication`; what it does not mention is cited as missing from here. */
  authentication: { type: string };
  /** `usage.header`: a header's name and its template, e.g. `Bearer {access_token}`. */
  "authentication.usage-header": { name: string; template: string };
  /** An API key that travels in a query parameter. */
  "authentication.usage-query": { name: string };
  /** "Use HTTPS for all requests". */
  "authentication.https": Record<never, never>;
  /** "Log authentication failures". */
  "authentication.log-failures": Record<never, never>;
  /** `assumedMethod`: the document names no method; POST is what RFC 6749 asks for. */
  "authentication.token-endpoint": { url: string; method: string; assumedMethod?: true };
  "authentication.token-content-type": { mediaType: string };
  /** A form member of the token request with its literal value, e.g. `grant_type`. */
  "authentication.token-request": { name: "grant_type" | "scope"; value: string };
  /** A member of the token response; `value` where the document gives a literal (`Bearer`, 3600 s). */
  "authentication.token-response": {
    name: "access_token" | "token_type" | "expires_in";
    value?: string | number;
  };
  /** A token with less than this left is to be replaced before it is used again. */
  "authentication.refresh-threshold": { thresholdMs: number };
  /** How many retries of a failed token request may follow one another. */
  "authentication.token-retries": { retries: number };
  /** How long to wait before a token request is retried. */
  "authentication.token-retry-delay": { delayMs: number };
  /** "Implement token caching to reduce auth calls". */
  "authentication.token-caching": Record<never, never>;
  /** `open`: the document says that its callers need no credential. */
  endpoint: EndpointKey & { open?: true };
  "request.header": { endpoint: EndpointKey; name: string; required: boolean; format: HeaderFormat };
  "request.body": { endpoint: EndpointKey; body: BodySchema };
  "response.status": { endpoint: EndpointKey; status: number };
  /** `4XX` or `default`: these statuses, ends included, are documented. */
  "response.status-range": { endpoint: EndpointKey; from: number; to: number };
  /** A header documented for one status, e.g. `Retry-After` of 429. */
  "response.header": { endpoint: EndpointKey; status: number; name: string };
  /** `errorCode` is set where the documented body is an example of an error. */
  "response.body": {
    endpoint: EndpointKey;
    status: number;
    body: BodySchema;
    errorCode?: string;
  };
  /** One keyword or member of a body schema; enforced with the body it belongs to. */
  "body.keyword": { owner: string; pointer: string };
  /** The error format as a schema; `codePointer` is the JSON pointer of the error code, e.g. `/error_code`. */
  "error-format": { body: BodySchema; codePointer: string };
  "error-code": { code: string; status: number };
  /** A header that the catalogue documents for an error's status, at every endpoint. */
  "error-code.header": { code: string; status: number; name: string };
  /** A catalogue entry's `retry_strategy`. */
  "error-code.retry": { code: string; status: number; strategy: RetryStrategy };
  /**
   * A count in a window for one client. `endpoint` absent: the default limit; its `method` absent: every method.
   * `window` is milliseconds (trailing) or the UTC day. `environment` is set when an environment states it itself.
   */
  "rate-limit": {
    limit: number;
    window: number | "utc-day";
    endpoint?: { method?: string; path: string };
    environment?: string;
  };
  "rate-limit.burst": BurstAllowance;
  "rate-limit.header": { name: string; role: "limit" | "remaining" | "reset" | "policy" | "other" };
  /** `errorCode` is the one that the documented body carries. */
  "rate-limit.exceeded-response": { status: number; body?: BodySchema; errorCode?: string };
  "environment.base-url": { environment: string; url: string };
  /** "10x production limits" is `scale: 10`; "Same as production" is `scale: 1`. */
  "environment.rate-limits": { environment: string; scale: number };
  /** "Separate sandbox API keys": no credential of this environment works in another. */
  "environment.separate-credentials": { environment: string };
  /** A share of exchanges that must be good; `thresholdMs` for response times. `name` as written, e.g. `response_time_p95`. */
  "environment.objective": {
    environment: string;
    name: string;
    measures: "availability" | "latency";
    /** 0.999 for "99.9%"; 0.95 for a 95th percentile. */
    target: number;
    thresholdMs?: number;
    /** "at most 200ms": the threshold itself is still good. */
    inclusive?: true;
  };
  /** Without an environment it holds in each. */
  "environment.maintenance": { environment?: string; windows: readonly MaintenanceWindow[] };
  /** What a test scenario expects; without a path it speaks of every endpoint. */
  scenario: {
    name: string;
    endpoint?: EndpointKey;
    statuses: number[];
    errorCode?: string;
    responseContains: string[];
    /** The request, where its words say what is wrong with it. */
    sketch?: RequestSketch;
  };
  /** How a repeated request is answered, by the idempotency scenario; `header` is the key's, where it names one. */
  "idempotency.replay": { endpoint?: EndpointKey; header?: string; status: number };
  /**
   * A diagram: its participants by their shown names, and its steps; each arrow is a clause of its own. `aliases` has
   * the shown names by the identifiers that stand for them in the text.
   */
  sequence: {
    participants: readonly string[];
    aliases: Readonly<Record<string, string>>;
    steps: readonly SequenceStep[];
  };
  /** `lost`: drawn with a cross, it may not arrive; `both`: drawn with two heads, either may be the sender. */
  "sequence.arrow": {
    from: string;
    to: string;
    message: string;
    arrow: "sync" | "reply" | "async";
    lost?: true;
    both?: true;
  };
  /**
   * A statement that no check consumes; `errorCode` where it is a catalogue's entry without a status, `endpoint` where
   * it is an endpoint's own limit in words nobody can read.
   */
  statement: { block: string; errorCode?: string; endpoint?: { method?: string; path: string } };
}

export type ClauseKind = keyof ClauseParameters;

/** One enforceable statement of one kind. */
export interface ClauseOf<K extends ClauseKind> extends Citation {
  kind: K;
  parameters: ClauseParameters[K];
  /** Why traffic can never break this statement, e.g. prose that does not compile; absent where a check may enforce it. */
  reason?: string;
  /** The document's own example that contradicts the clause: then it is enforced at severity `info` (rules.md, principle 3). */
  contradictedBy?: Citation;
}

/** A clause of any kind, told apart by `kind`. */
export type Clause = { [K in ClauseKind]: ClauseOf<K> }[ClauseKind];
