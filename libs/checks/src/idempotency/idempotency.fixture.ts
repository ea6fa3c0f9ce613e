import type { Body, Exchange } from "#observation";
import { exchange, json, verdictsOf } from "../testing/fixtures.ts";
import { compileFor } from "../testing/shop.ts";
import { idempotencyFamily } from "./idempotency-family.ts";

export const ORDERS = `
endpoint:
  method: "POST"
  path: "/orders"
headers:
  optional:
    Idempotency-Key: "string - one order a key"
request:
  body: { type: object }
responses:
  201: { body: { request_id: "R-1", order_id: "O-1", total: 3, customer_id: "C-1" } }
`;
export const CONFLICT = `  409: { body: { error_code: "TWICE", existing_order_id: "O-1" } }\n`;
export const SCENARIO = `
test_scenarios:
  idempotency:
    steps:
      - "Place an order with Idempotency-Key: k-1"
      - "Response: 201 Created"
      - "Place it again"
      - "Response: 200 OK (the same order)"
`;

const NOW = Date.UTC(2024, 0, 15, 10, 30);

interface Use {
  at?: number;
  status?: number | null;
  id?: string | number;
  body?: unknown;
  key?: string | null;
  sent?: Body;
  answer?: Body;
  query?: string;
}

type More = Partial<Omit<Exchange, "request" | "response" | "url">>;

/** An order sent `at` seconds, answered within 0.1 s. */
export const order = (use: Use = {}, more: More = {}): Exchange => {
  const { at = 0, status = 201, id = "O-1", body = { total: 3 }, key = "k-1", query = "" } = use;
  const { sent = json(body), answer = json({ request_id: `R-${at}`, order_id: id }) } = use;
  return exchange({
    client: "shop",
    url: `https://api.shop.test/orders${query}`,
    timeMs: NOW + at * 1_000,
    durationMs: 100,
    request: { headers: key === null ? {} : { "Idempotency-Key": key }, body: sent },
    response: status === null ? null : { status, body: answer },
    ...more,
  });
};

/** The rules that a specification of these blocks finds broken, in order. */
export const broken = (blocks: readonly string[], ...exchanges: readonly Exchange[]): string[] =>
  verdictsOf(compileFor(idempotencyFamily, blocks), ...exchanges).map(({ rule }) =>
    rule.replace("idempotency.", ""),
  );
