import { createHmac } from "node:crypto";
import { createRedactor, createSignatureVerifier, decodeParsed } from "#observation";
import type { WebhookAttempt } from "#observation";
import type { CompiledSpecification } from "../../compiled-specification.ts";
import type { CheckFamily } from "../../check.ts";
import { compileFor } from "../../testing/shop.ts";
import type { Signal, Verdict } from "../../verdict.ts";
import { compileMessageChecks, MESSAGE_RULES } from "./message-checks.ts";

const redactor = createRedactor((text) => createHmac("sha256", "k").update(text).digest("hex"));

const SECRET = "shared-by-both";
export const T = Date.UTC(2024, 0, 15, 10, 30);

/** The lines of a shop's webhooks. */
export const WEBHOOKS = `
webhooks:
  configuration:
    endpoint_url: "An HTTPS address"
    events: [order.created, order.updated]
  security:
    signature_header: X-Shop-Signature
    signature_algorithm: HMAC-SHA256
    signature_format: "sha256=<hex>"
    timestamp_header: X-Shop-Time
    replay_prevention: Reject if timestamp > 5 minutes old
  payload_structure:
    event_id: string - unique
    event_type: string
    timestamp: string - ISO 8601
    data:
      object_id: string
      changes: object - what is new (for update events)
  events:
    order.created:
      payload:
        total: number
        note: string (optional)
    order.updated: It has moved on
`;

const messages: CheckFamily = { name: "webhook", rules: MESSAGE_RULES, compile: compileMessageChecks };

/** A `webhooks` block compiled for the rules about messages alone. */
export const compiledOf = (...blocks: string[]): CompiledSpecification => compileFor(messages, blocks);

/** Signs a text as the shop does. */
export const sign = (text: string, secret = SECRET): string =>
  `sha256=${createHmac("sha256", secret).update(text).digest("hex")}`;

export const PAYLOAD = {
  event_id: "evt-1",
  event_type: "order.created",
  timestamp: "2024-01-15T10:30:00Z",
  data: { object_id: "o-1", total: 12.5 },
};

/** What an attempt may be told to differ in. */
export interface AttemptSketch {
  at?: number;
  payload?: unknown;
  text?: string;
  headers?: Record<string, string | null>;
  status?: number;
  data?: Record<string, unknown>;
  id?: string;
}

let nextId = 0;

/** A signed and timely delivery of an order's event, accepted, unless told; a header of null is left out. */
export const attempt = (
  sketch: AttemptSketch = {},
  secrets: readonly string[] = [SECRET],
): WebhookAttempt => {
  const { at = T, payload = PAYLOAD, status = 200, data = {}, id = String((nextId += 1)) } = sketch;
  const bodyText = sketch.text ?? JSON.stringify(payload);
  const headers = {
    "X-Shop-Signature": sign(bodyText),
    "X-Shop-Time": String(Math.floor(at / 1000)),
    ...sketch.headers,
  };
  const event = {
    specversion: "1.0",
    id,
    source: "hooks",
    type: "webhook.attempt.v1",
    time: new Date(at).toISOString(),
    data: {
      environment: "production",
      endpoint: "https://shop.test/hooks",
      eventId: "evt-1",
      request: { headers, bodyText },
      response: { status },
      ...data,
    },
  };
  const all = { common: new Map([["production", secrets]]), byIntegration: new Map() };
  const verify = createSignatureVerifier(all, (hash, key, text) =>
    createHmac(hash, key).update(text).digest(),
  );
  const decoded = decodeParsed(event, redactor, verify);
  if (decoded.type !== "attempt") throw new Error(JSON.stringify(decoded));
  return decoded;
};

/** What a fresh state says about these attempts, in order. */
export const verdictsOf = (
  compiled: CompiledSpecification,
  ...attempts: readonly WebhookAttempt[]
): Verdict[] => {
  const signals: Signal[] = [];
  let state = compiled.initialState();
  let clockMs = 0;
  for (const one of attempts) {
    clockMs = Math.max(clockMs, one.timeMs);
    compiled.observe(state, one, clockMs, (signal) => signals.push(signal));
    state = structuredClone(state);
  }
  return signals.flatMap((signal) => (signal.kind === "end" ? [] : signal.verdict));
};

const WHOLE = compiledOf(WEBHOOKS);

/** The rules that the shop's webhooks break. */
export const rulesOf = (...attempts: readonly WebhookAttempt[]): string[] =>
  verdictsOf(WHOLE, ...attempts).map(({ rule }) => rule.replace("webhook.", ""));
