import { hmac, uuid } from "./recorder.ts";

type Json = Record<string, unknown>;

/** Monday, outside every maintenance window, at the start of a minute. */
export const START_MS = Date.UTC(2024, 2, 4, 10);
export const LIVE = "https://payments.example.net";
export const SANDBOX = "https://sandbox.payments.example.net";
const SECRET = "whsec_cGF5bWVudHMtdGVzdC1zZWNyZXQtb2YtMzItYnl0ZXM=";
const ENDPOINT = "https://till.example.com/hooks/payments";
const MINUTE_MS = 60_000;

/** The headers of limits at an instant: windows begin with the minute. */
export const limits = (at: number, used: number, limit = 300): Json => ({
  "Content-Type": "application/json",
  "RateLimit-Limit": String(limit),
  "RateLimit-Remaining": String(Math.max(limit - used, 0)),
  "RateLimit-Reset": String(Math.ceil((MINUTE_MS - (at % MINUTE_MS)) / 1000)),
});

/** A payment as the API answers it. */
export const payment = (over: Json = {}): Json => ({
  payment_id: "pay_1",
  status: "pending",
  amount: 1200,
  currency: "EUR",
  created_at: "2024-03-04T10:00:00Z",
  ...over,
});

/** An order to take a payment. */
export const order = (over: Json = {}): Json => ({
  amount: 1200,
  currency: "EUR",
  card: { token: "tok_0123456789abcdef" },
  ...over,
});

/** The error of the catalogue with this code, as a body. */
export const errorBody = (code: string): Json => ({ code, detail: "For people", trace: uuid(1, 9) });

interface Asked {
  key: string;
  origin?: string;
  headers?: Json;
  body?: unknown;
  url?: string;
}

interface Answered {
  status: number;
  headers?: Json;
  body?: unknown;
}

const answer = (at: number, { origin }: Asked, { headers, ...response }: Answered): Json => ({
  ...response,
  headers: { ...limits(at, 1, origin === SANDBOX ? 150 : 300), ...headers },
});

/** A POST of a payment at an instant; `undefined` takes a header away. */
export const take = (
  at: number,
  asked: Asked & { idempotency?: string },
  answered: Answered = { status: 201, body: payment() },
): Json => ({
  method: "POST",
  url: `${asked.origin ?? LIVE}${asked.url ?? "/v2/payments"}`,
  request: {
    headers: {
      "X-API-Key": asked.key,
      "Content-Type": "application/json",
      ...(asked.idempotency !== undefined && { "Idempotency-Key": asked.idempotency }),
      ...asked.headers,
    },
    body: asked.body ?? order(),
  },
  response: answer(at, asked, answered),
});

/** A GET of a payment at an instant. */
export const read = (
  at: number,
  asked: Asked,
  answered: Answered = { status: 200, body: payment({ status: "settled" }) },
): Json => ({
  method: "GET",
  url: `${asked.origin ?? LIVE}${asked.url ?? "/v2/payments/pay_1"}`,
  request: { headers: { "X-API-Key": asked.key, ...asked.headers } },
  response: answer(at, asked, answered),
});

/** The payload of an event about a payment. */
export const payload = (type: string, at: number, data: Json = {}): Json => ({
  type,
  timestamp: new Date(START_MS + at).toISOString(),
  data: { id: "pay_1", amount: 1200, currency: "EUR", ...data },
});

/** One attempt to deliver an event, signed as Standard Webhooks asks; `late` is how old its timestamp is. */
export const delivery = (
  number: number,
  at: number,
  body: Json,
  { late = 0, secret = SECRET, ...over }: { late?: number; secret?: string; [member: string]: unknown } = {},
): Json => {
  const bodyText = JSON.stringify(body);
  const [id, timestamp] = [`msg_${number}`, String((START_MS + at) / 1000 - late)];
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signature = hmac("sha256", key, `${id}.${timestamp}.${bodyText}`, "base64");
  return {
    environment: "live",
    endpoint: ENDPOINT,
    eventId: id,
    request: {
      headers: {
        "Content-Type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature}`,
      },
      bodyText,
    },
    response: { status: 200 },
    ...over,
  };
};
