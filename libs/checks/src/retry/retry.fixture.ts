import type { Body, Exchange } from "#observation";
import { exchange, json, verdictsOf } from "../testing/fixtures.ts";
import { compileFor } from "../testing/shop.ts";
import { retryFamily } from "./retry-family.ts";

export const ORDERS = `
endpoint:
  method: "POST"
  path: "/orders"
headers:
  required:
    X-Request-ID: "string (UUID)"
responses:
  201: { body: { order_id: "O-1" } }
  503: { headers: { Retry-After: "30" }, body: { error_code: "BUSY" } }
`;
export const KEYED = ORDERS.replace("headers:", `headers:\n  optional: { Idempotency-Key: "string" }`);
export const ERRORS = `
error_format: { error_code: "string" }
error_codes:
  BAD: { http_status: 400, retry_strategy: "Do not retry - correct the body first" }
  WORSE: { http_status: 400, retry_strategy: "Never retry" }
  REJECTED: { http_status: 401, retry_strategy: "Refresh token and retry once" }
  CONFLICT: { http_status: 409, retry_strategy: "Fetch current state and reconcile" }
  GONE: { http_status: 409, retry_strategy: "Do not retry" }
  SLOW: { http_status: 429, retry_strategy: "Wait for Retry-After header duration" }
  BROKEN: { http_status: 500, retry_strategy: "Retry with exponential backoff (max 3 attempts)" }
  BUSY: { http_status: 503, retry_strategy: "Retry with exponential backoff" }
  HASTY: { http_status: 502, retry_strategy: "Retry up to 3 times" }
`;

export const NOW = Date.UTC(2024, 0, 15, 10, 30);

interface Attempt {
  /** Seconds from the first one's start. */
  at?: number;
  method?: string;
  query?: string;
  body?: unknown;
  sent?: Body;
  headers?: Record<string, string>;
  key?: string;
  requestId?: string;
  token?: string;
  /** What its failure is called, and its status; without a code, it has no body. */
  code?: string;
  status?: number | null;
  answer?: Record<string, string>;
}

type More = Partial<Omit<Exchange, "request" | "response" | "url" | "method">>;

const headersOf = ({ key, requestId, token, headers }: Attempt): Record<string, string> => ({
  ...(key === undefined ? {} : { "Idempotency-Key": key }),
  ...(requestId === undefined ? {} : { "X-Request-ID": requestId }),
  ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  ...headers,
});

/** An attempt to place an order, answered after 100 ms. */
export const attempt = (sketch: Attempt = {}, more: More = {}): Exchange => {
  const { at = 0, method = "POST", query = "", body = { total: 3 }, code, status = 500, answer } = sketch;
  const answered = code === undefined ? undefined : json({ error_code: code });
  return exchange({
    client: "till",
    method,
    url: `https://api.shop.test/orders${query}`,
    timeMs: NOW + at * 1_000,
    durationMs: 100,
    request: { headers: headersOf(sketch), body: sketch.sent ?? json(body) },
    response: status === null ? null : { status, headers: answer ?? {}, body: answered },
    ...more,
  });
};

/** An order that is placed. */
export const placed = (sketch: Attempt = {}, more: More = {}): Exchange =>
  attempt({ ...sketch, status: 201 }, more);

/** What is said of these exchanges. */
export const verdicts = (blocks: readonly string[], ...exchanges: readonly Exchange[]) =>
  verdictsOf(compileFor(retryFamily, blocks), ...exchanges);

/** The rules that these exchanges break, in order. */
export const broken = (...exchanges: readonly Exchange[]): string[] =>
  verdicts([ORDERS, ERRORS], ...exchanges).map(({ rule }) => rule.replace("retry.", ""));
