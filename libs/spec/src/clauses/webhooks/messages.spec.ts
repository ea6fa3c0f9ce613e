import type { ClauseKind } from "../../clause.ts";
import { clausesOf } from "../../specification.ts";
import { ofYaml } from "../../testing/load.ts";

/** The clauses of one kind that a `webhooks` block states, as their parameters. */
const stated = (kind: ClauseKind, yaml: string): unknown[] =>
  clausesOf(ofYaml(`webhooks:\n${yaml.trim().replace(/^/gm, "  ")}\n`), kind).map(
    ({ parameters }) => parameters,
  );

const STANDARD = { prefix: "v1,", encoding: "base64", hash: "sha256", signed: "id.timestamp.body" };

describe("how a webhook is signed", () => {
  it.each([
    ["an algorithm alone", "signature_algorithm: HMAC-SHA256", { hash: "sha256", signed: "body" }],
    [
      "an encoding",
      'algorithm: "HMAC SHA-512, base64"',
      { hash: "sha512", encoding: "base64", signed: "body" },
    ],
    [
      "a form",
      'signature_algorithm: HMAC-SHA256\n  signature_format: "sha256=<hex>"',
      { prefix: "sha256=", encoding: "hex", hash: "sha256", signed: "body" },
    ],
    ["no hash", "algorithm: HMAC", { signed: "body" }],
    ["nothing", "note: x", { signed: "body" }],
    ["Standard Webhooks", 'scheme: "Standard Webhooks 1.0"', STANDARD],
    ["its form", 'signature_format: "v1,<base64>"', STANDARD],
    [
      "a time within",
      'signature_format: "t=<timestamp>,v1=<hex>"',
      { prefix: "v1=", encoding: "hex", hash: "sha256", signed: "timestamp.body" },
    ],
    [
      "what is signed",
      'algorithm: HMAC-SHA256\n  signed_content: "{id}.{timestamp}.{body}"',
      { hash: "sha256", signed: "id.timestamp.body" },
    ],
    [
      "what is signed, as code",
      "algorithm: HMAC-SHA256 of timestamp + '.' + payload",
      { hash: "sha256", signed: "timestamp.body" },
    ],
    ["another order", 'algorithm: "HMAC-SHA256 of the timestamp and the body"', { signed: "unknown" }],
    ["a public key", "algorithm: Ed25519", { signed: "unknown" }],
    ["RSA", "algorithm: RSA-SHA256", { signed: "unknown" }],
    ["a weak hash", "algorithm: HMAC-MD5", { signed: "unknown" }],
    ["a hash without a key", "algorithm: SHA-256", { signed: "unknown" }],
    ["a version of its own", 'algorithm: "HMAC-SHA256, v0=<hex>"', { signed: "unknown" }],
  ])("%s", (_, line, scheme) => {
    expect(stated("webhook.signature", `security:\n  signature_header: X-Sig\n  ${line}`)).toEqual([
      { header: "X-Sig", scheme },
    ]);
  });

  it("is shown by the code that verifies it", () => {
    const yaml = [
      "security:",
      "  signature_header: X-Sig",
      "  signature_algorithm: HMAC-SHA256",
      "verification_example:",
      "  python: |",
      "    expected = hmac.new(key, body, hashlib.sha256).hexdigest()",
      '    return hmac.compare_digest("sha256=" + expected, signature)',
    ].join("\n");
    const scheme = { prefix: "sha256=", encoding: "hex", hash: "sha256", signed: "body" };
    expect(stated("webhook.signature", yaml)).toEqual([{ header: "X-Sig", scheme }]);
    expect(stated("webhook.signature-scheme", yaml)).toEqual([{ scheme }, { scheme }]);
  });

  it("is said of a header among headers, too", () => {
    const yaml = "headers: { X-Hub-Signature-256: signature }\nsecurity: { algorithm: HMAC-SHA256 }";
    const scheme = { hash: "sha256", signed: "body" };
    expect(stated("webhook.signature", yaml)).toEqual([{ header: "X-Hub-Signature-256", scheme }]);
    expect(stated("webhook.signature-scheme", yaml)).toEqual([{ scheme }]);
  });

  it.each([
    ["by a name", "security: { signatureHeader: X-A }", ["X-A"]],
    ["below signature", "signature: { header: X-A, algorithm: HMAC-SHA256 }", ["X-A"]],
    [
      "two of them",
      'security: { signature_header: "X-Hub-Signature, X-Hub-Signature-256" }',
      ["X-Hub-Signature", "X-Hub-Signature-256"],
    ],
    [
      "among headers",
      "headers: { X-Hub-Signature-256: the signature, X-GitHub-Event: its name }",
      ["X-Hub-Signature-256"],
    ],
    ["prose", 'security: { signature_header: "In the header for signatures" }', []],
    ["an optional one", 'security: { signature_header: "X-A (optional)" }', []],
    ["at the top", "signature_header: X-A", ["X-A"]],
  ])("in a header given %s", (_, yaml, headers) => {
    expect(stated("webhook.signature", yaml).map((one) => (one as { header: string }).header)).toEqual(
      headers,
    );
  });

  it("is a statement with its reason where nobody knows it", () => {
    const specification = ofYaml(
      "webhooks:\n  security:\n    signature_header: X-A\n    algorithm: Ed25519\n    rotation: yearly\n",
    );
    expect(clausesOf(specification, "statement").map(({ path, reason }) => [path, reason])).toEqual([
      ["webhooks.security.algorithm", expect.stringContaining("not known")],
      ["webhooks.security.rotation", expect.stringContaining("prose")],
    ]);
  });
});

describe("a webhook's time", () => {
  it("has a header", () =>
    expect(stated("webhook.timestamp", "security: { timestamp_header: X-Time }")).toEqual([
      { header: "X-Time" },
    ]));

  it.each([
    ['replay_prevention: "Reject if timestamp > 5 minutes old"', 300_000],
    ["tolerance_seconds: 300", 300_000],
    ["replay_window: 5 min", 300_000],
    ['replay_prevention: "Messages older than five minutes are refused"', 300_000],
    ['replay_prevention: "±90s"', 90_000],
    ["timestamp_tolerance_ms: 1500", 1_500],
    ['replay_prevention: "Keep event ids for 24 hours"', undefined],
    ['replay_prevention: "Warn after 1 minute, reject when older than 5 minutes"', undefined],
    ["replay_prevention: 300", undefined],
    ['replay_prevention: "Use nonces"', undefined],
  ])("lies within a window: %s", (line, windowMs) => {
    expect(stated("webhook.replay-window", `security:\n  ${line}`)).toEqual(
      windowMs === undefined ? [] : [{ windowMs }],
    );
  });
});

it.each([
  ['configuration: { endpoint_url: "Your HTTPS endpoint" }', 1],
  ['configuration: { url: "https://shop.example/hooks" }', 1],
  ['security: { rules: ["Only HTTPS is called"] }', 1],
  ["security: { https_required: true }", 1],
  ['configuration: { endpoint_url: "HTTP or HTTPS" }', 0],
  ['configuration: { endpoint_url: "Your endpoint" }', 0],
])("a secure endpoint is asked for: %s", (yaml, count) => {
  expect(stated("webhook.secure-endpoint", yaml)).toHaveLength(count);
});

describe("events", () => {
  it.each([
    ["configuration: { events: [a.b, c.d] }", ["a.b", "c.d"]],
    ["configuration:\n  events:\n    - a.b - when it is there\n    - name: push", ["a.b", "push"]],
    ["configuration: { events: 'a.b, c.d' }", ["a.b", "c.d"]],
    ["configuration: { events: 'All that matter' }", []],
    ["event_types: ['order.*']", ["order.*"]],
  ])("are subscribed to: %s", (yaml, events) => {
    expect(stated("webhook.subscription", yaml).map((one) => (one as { event: string }).event)).toEqual(
      events,
    );
  });

  it("are defined by name or in a list, with a payload or without", () => {
    const defined = stated(
      "webhook.event",
      "events:\n  a.b:\n    payload: { id: string, why: string (optional) }\n  c: It happens\n",
    );
    expect(defined).toMatchObject([
      { event: "a.b", payload: { schema: { required: ["id"] } } },
      { event: "c" },
    ]);
    expect(stated("webhook.event", "events: [{ name: a.b, payload: { n: 1 } }, c.d]")).toMatchObject([
      { event: "a.b", payload: { schema: { properties: { n: { type: "number" } } } } },
      { event: "c.d" },
    ]);
  });

  it("and their ids have headers", () => {
    const yaml = "headers:\n  X-GitHub-Event: what happened\n  X-GitHub-Delivery: its id\n  X-Other: x";
    const expected = [
      { name: "X-GitHub-Event", role: "event-type" },
      { name: "X-GitHub-Delivery", role: "event-id" },
    ];
    expect(stated("webhook.header", yaml)).toEqual(expected);
    expect(
      stated(
        "webhook.header",
        "configuration: { event_header: X-GitHub-Event, delivery_id_header: X-GitHub-Delivery }",
      ),
    ).toEqual(expected);
  });
});

describe("payload_structure", () => {
  it("knows where a payload says what it is", () => {
    const yaml = [
      "payload_structure:",
      "  event_id: string - unique",
      "  event_type: string - e.g., order.created",
      "  data:",
      "    object_type: string",
      "    object_id: string",
      "    changes: object - changed fields (for update events)",
    ].join("\n");
    expect(stated("webhook.payload", yaml)).toMatchObject([
      {
        body: { schema: { required: ["event_id", "event_type", "data"] } },
        pointers: {
          eventId: "/event_id",
          eventType: "/event_type",
          data: "/data",
          objectId: "/data/object_id",
          objectType: "/data/object_type",
        },
      },
    ]);
  });

  it("may be an example or a schema", () => {
    expect(
      stated("webhook.payload", "payload_structure: { id: E-1, type: a.b, data: { id: 7 } }"),
    ).toMatchObject([
      { pointers: { eventId: "/id", eventType: "/type", data: "/data", objectId: "/data/id" } },
    ]);
    const schema = "payload: { type: object, required: [action], properties: { action: { type: string } } }";
    expect(stated("webhook.payload", schema)).toMatchObject([
      { body: { schema: { required: ["action"] } }, pointers: {} },
    ]);
    expect(stated("webhook.payload", "payload: JSON")).toEqual([]);
  });
});
