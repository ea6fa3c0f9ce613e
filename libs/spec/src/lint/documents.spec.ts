import { readFileSync } from "node:fs";
import type { Specification } from "../specification.ts";
import { ofMarkdown } from "../testing/load.ts";
import { LINT_RULES } from "./rules.ts";

const counts = ({ diagnostics }: Specification): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const { rule, severity } of diagnostics) {
    const key = `${severity} ${rule}`;
    found[key] = (found[key] ?? 0) + 1;
  }
  return found;
};

const orders = ofMarkdown(readFileSync("examples/orders/orders-integration-spec.md", "utf8"));

/** A document that says all there is to say, and nothing twice. */
const COMPLETE = ofMarkdown(`# Integration Specification: Shop ↔ Parcels

## Overview

Uptime is measured per calendar month, as the share of requests not answered with 5xx; maintenance is excluded.

\`\`\`mermaid
sequenceDiagram
  Shop->>Parcels: POST /v1/parcels
  Parcels-->>Shop: 201
\`\`\`

\`\`\`yaml
authentication:
  type: Bearer Token
  usage: { header: "Authorization: Bearer {access_token}" }
environments:
  production:
    base_url: https://api.parcels.example
    sla: { uptime: "99.9%", response_time_p95: "<200ms" }
    maintenance_window: Sundays 02:00-04:00 UTC
\`\`\`

\`\`\`yaml
endpoint: POST /v1/parcels
headers:
  required: { Authorization: "Bearer {access_token}" }
  optional: { Idempotency-Key: "string (UUID)" }
request:
  body:
    type: object
    required: [weight]
    properties:
      weight: { type: integer, minimum: 1, example: 12 }
responses:
  201: { body: { parcel_id: P1, status: packed } }
  400: { body: { error_code: INVALID, message: The weight is no number, request_id: r1 } }
  429: { headers: { Retry-After: "60" } }
\`\`\`

## Data Models

\`\`\`yaml
error_format: { error_code: string, message: string, request_id: string }
error_codes:
  INVALID: { http_status: 400, retry_strategy: Do not retry }
  SLOW_DOWN: { http_status: 429, retry_strategy: Wait for Retry-After header duration }
rate_limits:
  default: { requests_per_minute: 100, requests_per_day: 100000 }
  headers: { X-RateLimit-Reset: when the window ends }
  exceeded_response: { status: 429, body: { error_code: SLOW_DOWN, message: Too fast, request_id: r2 } }
webhooks:
  configuration: { events: [parcel.sent], secret_key: "{WEBHOOK_SECRET}" }
  security:
    signature_header: webhook-signature
    signature_algorithm: Standard Webhooks (HMAC-SHA256, v1)
    timestamp_header: webhook-timestamp
    replay_prevention: Reject if timestamp > 5 minutes old
  events:
    parcel.sent: { payload: { parcel_id: string } }
  retry_policy:
    attempts: 3
    schedule: [Immediate, 5 minutes after the previous attempt, 1 hour after the previous attempt]
test_scenarios:
  accepted: { request: POST /v1/parcels, expected_status: 201 }
  refused: { request: POST /v1/parcels, expected_status: 400, expected_error: INVALID }
  again:
    name: Idempotency
    steps:
      - "Send POST /v1/parcels with Idempotency-Key: k"
      - "Response: 201 Created"
      - "Send the same request again with the same key"
      - "Response: 201 Created"
\`\`\`
`);

it("finds all that the orders example leaves open or says twice", () => {
  expect(counts(orders)).toEqual({
    "warning lint.duplicate-key": 1,
    "warning lint.endpoint-without-contract": 2,
    "warning lint.example-incomplete": 3,
    "warning lint.example-violates-schema": 1,
    "warning lint.idempotency-contradiction": 1,
    "warning lint.limits-disagree": 1,
    "warning lint.retry-outlives-replay-window": 1,
    "warning lint.sla-underspecified": 1,
    "warning lint.timestamp-unsigned": 1,
    "warning lint.undefined-webhook-event": 1,
    "warning lint.undocumented-scenario-status": 2,
    "warning lint.unknown-error-code": 3,
    "info lint.ambiguous-limit": 1,
    "info lint.ambiguous-schedule": 1,
  });
});

it("finds nothing in a document that says what it means", () => expect(COMPLETE.diagnostics).toEqual([]));

it("quotes words, knows places, and names no rule that is not listed", () => {
  const known = new Set(LINT_RULES.map(({ id }) => id));
  for (const { rule, message, suggestion, line, column } of orders.diagnostics) {
    expect(known).toContain(rule);
    expect(message).toMatch(/["`].+["`]/);
    expect(suggestion).toMatch(/\.$/);
    expect(line).toBeGreaterThan(1);
    expect(column).toBeGreaterThan(0);
  }
});
