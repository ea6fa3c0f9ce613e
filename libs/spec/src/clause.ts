import type { BodySchema, HeaderFormat } from "./body-schema.ts";
import type { Citation } from "./citation.ts";

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

/** What each kind of clause says, as typed values. */
export interface ClauseParameters {
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
  "authentication.token-endpoint": { url: string; method: string };
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
  /** What a test scenario expects; without a path it speaks of every endpoint. */
  scenario: {
    name: string;
    endpoint?: EndpointKey;
    statuses: number[];
    errorCode?: string;
    responseContains: string[];
  };
  "sequence.arrow": { from: string; to: string; message: string; arrow: "sync" | "reply" | "async" };
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
