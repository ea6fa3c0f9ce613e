import { createHash, createHmac } from "node:crypto";
import { compileSpecification } from "#checks";
import type { WebhookAttempted } from "#delivery";
import { createRedactor } from "#observation";
import { loadSpecification } from "#spec";
import { createJudge } from "./create-judge.ts";
import type { JudgedEvent, JudgeOptions, Outcome } from "./judge.ts";

const T = Date.UTC(2024, 0, 15, 10);
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const keyed = (text: string) => createHmac("sha256", "k").update(text).digest("hex");

const TEXT = `
# Shop

\`\`\`yaml
webhooks:
  payload_structure:
    event_id: "string"
    event_type: "string"
    data:
      object_type: "string - e.g., order"
      object_id: "string"
  retry_policy:
    attempts: 3
    schedule: ["Immediate", "1 minute", "5 minutes"]
    success_criteria: "HTTP 2xx response within 30 seconds"
\`\`\`
`;
const specification = loadSpecification([{ name: "shop.md", text: TEXT }], hash);
const PAYLOAD =
  '{"event_id":"evt_1","event_type":"order.created","data":{"object_type":"order","object_id":"O-1"}}';

const attempt = (data: object = {}, envelope: object = {}): string =>
  JSON.stringify({
    specversion: "1.0",
    id: "a1",
    source: "urn:sender",
    type: "webhook.attempt.v1",
    time: new Date(T).toISOString(),
    ...envelope,
    data: {
      environment: "production",
      observedBy: "sender",
      endpoint: "https://shop.example.net/hooks",
      eventId: "evt_1",
      attempt: 1,
      request: { headers: { Authorization: "Bearer abcdefgh12345678" }, bodyText: PAYLOAD },
      response: { status: 500, headers: { Date: "now" }, bodyText: "no" },
      durationMs: 80,
      ...data,
    },
  });

const judged = (options: Partial<JudgeOptions> = {}) => {
  const judge = createJudge({
    revision: () => undefined,
    redactor: createRedactor(keyed),
    hash,
    attempts: true,
    fixed: true,
    ...options,
  });
  judge.begin(compileSpecification(specification));
  const events: (JudgedEvent & { event: WebhookAttempted })[] = [];
  const take = (text: string, appendedAtMs?: number): Outcome =>
    judge.take({ text, appendedAtMs }, (told) => {
      if (told.event.type === "WebhookAttempted") events.push({ ...told, event: told.event });
    });
  return { take, events };
};

const told = (data: object = {}, envelope: object = {}, appendedAtMs?: number) => {
  const { take, events } = judged();
  expect(take(attempt(data, envelope), appendedAtMs)).toEqual({ kind: "judged" });
  return events[0]!;
};

it("is told with what it was, and its payload beside it", () => {
  const { event, payload, ...stored } = told();
  expect(stored).toMatchObject({
    stream: `delivery-shop-${event.deliveryId}`,
    integration: "shop",
    occurredAtMs: T,
  });
  expect(event).toEqual({
    type: "WebhookAttempted",
    integration: "shop",
    deliveryId: expect.stringMatching(/^[0-9a-f]{32}$/),
    environment: "production",
    endpoint: "https://shop.example.net/hooks",
    eventId: "evt_1",
    eventType: "order.created",
    source: "urn:sender",
    id: "a1",
    observedBy: "sender",
    startedAt: "2024-01-15T10:00:00.000Z",
    durationMs: 80,
    number: 1,
    manual: false,
    status: 500,
    outcome: "failed",
    signature: "unknown",
    timestamp: "unknown",
    requestHeaders: [["authorization", expect.stringMatching(/^Bearer hmac:/)]],
    responseHeaders: [["date", "now"]],
    subject: expect.stringMatching(/^[0-9a-f]{32}$/),
    objectType: "order",
    payloadKept: "text",
    payloadBytes: PAYLOAD.length,
    payloadDigest: expect.stringMatching(/^[0-9a-f]{32}$/),
    next: {
      from: "2024-01-15T10:00:48.000Z",
      until: "2024-01-15T10:01:42.080Z",
      number: 2,
      clause: {
        path: expect.any(String),
        file: "shop.md",
        line: expect.any(Number),
        text: '"1 minute"',
        delayMs: 60_000,
      },
    },
  });
  expect(payload).toEqual({ request: PAYLOAD, response: "no" });
});

it("is told once, and not at all unless somebody asks", () => {
  const { take, events } = judged();
  take(attempt());
  expect(take(attempt())).toEqual({ kind: "duplicate" });
  expect(events).toHaveLength(1);
  const silent = judged({ attempts: undefined });
  silent.take(attempt());
  expect(silent.events).toEqual([]);
});

it("credentials stand in no text, and digests are those of the redacted event", () => {
  const raw = told({ request: { bodyText: '{"password":"hunter2-hunter2"}' } });
  const redacted = told({ request: { bodyText: raw.payload!.request } });
  expect(raw.payload!.request).not.toContain("hunter2");
  expect(redacted.event.payloadDigest).toBe(raw.event.payloadDigest);
  expect(redacted.payload).toEqual(raw.payload);
});

it.each<[string, object, Partial<WebhookAttempted>, object | undefined]>([
  ["no JSON", { bodyText: "<no>" }, { payloadKept: "text", payloadBytes: 4 }, { request: "<no>" }],
  ["parsed", { body: { a: 1 } }, { payloadKept: "json" }, { request: '{"a":1}' }],
  ["binary", { bodyBase64: "H4sIAAD/" }, { payloadKept: "truncated" }, undefined],
  ["cut off", { bodyText: "{", bodyTruncated: true }, { payloadKept: "truncated" }, undefined],
  ["empty", { bodyText: "" }, { payloadKept: "empty" }, undefined],
  ["not captured", {}, { payloadKept: "absent" }, undefined],
  [
    "odd characters",
    { bodyText: "\u0000é\ud800" },
    { payloadKept: "text", payloadBytes: 6 },
    { request: "\u0000é\ud800" },
  ],
])("a payload that is %s", (_name, request, kept, payload) => {
  const one = told({ request, response: { status: 200 } });
  expect(one.event).toMatchObject(kept);
  expect(one.payload).toEqual(payload);
});

it("a huge payload comes whole", () => {
  const text = "x".repeat(1_000_000);
  expect(told({ request: { bodyText: text } })).toMatchObject({
    event: { payloadBytes: 1_000_000 },
    payload: { request: text },
  });
});

it("names that are none are left out, and numbers that nobody counts to", () => {
  const { event } = told({
    attempt: 2_000_000,
    request: { bodyText: PAYLOAD.replace("order.created", "x".repeat(300)) },
  });
  expect(event).not.toHaveProperty("number");
  expect(event).not.toHaveProperty("eventType");
});

it("two senders of one event id are two attempts of one delivery", () => {
  const { take, events } = judged();
  take(attempt());
  take(attempt({ request: { bodyText: "{}" } }, { source: "urn:another" }));
  const [one, other] = events as [(typeof events)[0], (typeof events)[0]];
  expect(other.stream).toBe(one.stream);
  expect(other.eventId).not.toBe(one.eventId);
  expect(other.event.payloadDigest).not.toBe(one.event.payloadDigest);
});

it("a clock far ahead is placed by now, and shown", () => {
  const { event, occurredAtMs } = told({}, { time: "2031-01-01T00:00:00Z" }, T);
  expect(occurredAtMs).toBe(T);
  expect(event).toMatchObject({
    startedAt: "2024-01-15T10:00:00.000Z",
    statedAt: "2031-01-01T00:00:00.000Z",
  });
});
