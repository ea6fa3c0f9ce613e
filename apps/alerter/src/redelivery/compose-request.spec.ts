import type { WebhookAttempted } from "#delivery";
import { hmacBytes } from "#platform";
import { createSignatureVerifier } from "#observation";
import { loadSpecification } from "#spec";
import { composeRequest, type ComposedRequest } from "./compose-request.ts";
import { webhookForm } from "./webhook-form.ts";

const NOW = Date.UTC(2024, 0, 15, 10);
const SECONDS = String(NOW / 1000);
const SECRET = "whsec_c2VjcmV0";
const BODY = '{"id":"evt_1"}';

const formOf = (security: string) =>
  webhookForm(
    loadSpecification(
      [{ name: "s.md", text: `# S\n\n\`\`\`yaml\nwebhooks:\n  security:\n    ${security}\n\`\`\`\n` }],
      (text) => text.length.toString(16),
    ),
  );

const attempt = (requestHeaders: [string, string][] | undefined, facts: Partial<WebhookAttempted> = {}) =>
  ({
    environment: "production",
    eventId: "evt_1",
    payloadKept: "json",
    ...(requestHeaders && { requestHeaders }),
    ...facts,
  }) as WebhookAttempted;

const compose = (
  security: string,
  headers?: [string, string][],
  body = BODY,
  secret: string | undefined = SECRET,
) =>
  composeRequest({
    attempt: attempt(headers),
    body,
    form: formOf(security),
    secret,
    nowMs: NOW,
    hmac: hmacBytes,
  });

const STANDARD = "signature: Standard Webhooks\n    signature_header: webhook-signature";
const LABELLED = 'signature: "HMAC-SHA256, sha256=<hex>"\n    signature_header: X-Sig';
const OPEN = "signature: HMAC\n    signature_header: X-Sig";

describe("verifies, with a fresh time and the same id", () => {
  it.each<[string, string, [string, string][] | undefined, object]>([
    ["Standard Webhooks", STANDARD, undefined, { "webhook-id": "evt_1", "webhook-timestamp": SECONDS }],
    [
      "Standard Webhooks with an id of its own",
      STANDARD,
      [
        ["webhook-id", "msg_7"],
        ["webhook-timestamp", "1"],
      ],
      { "webhook-id": "msg_7", "webhook-timestamp": SECONDS },
    ],
    ["a label", LABELLED, undefined, { "x-sig": expect.stringMatching(/^sha256=[0-9a-f]{64}$/) }],
    [
      "a time in the header",
      'signature: "t=<timestamp>,v1=<hex>"\n    signature_header: X-Sig',
      undefined,
      { "x-sig": expect.stringMatching(new RegExp(`^t=${SECONDS},v1=[0-9a-f]{64}$`)) },
    ],
    [
      "what the document leaves open, as it was",
      OPEN,
      [["X-Sig", "sha512=hmac:0123456789ab.base64-88"]],
      { "x-sig": expect.stringMatching(/^sha512=[A-Za-z0-9+/]{86}==$/) },
    ],
    [
      "milliseconds and ISO 8601 stay what they are",
      LABELLED,
      [
        ["X-Timestamp", "1705312800000"],
        ["Sent-Timestamp", "2023-01-01T00:00:00Z"],
      ],
      { "x-timestamp": String(NOW), "sent-timestamp": new Date(NOW).toISOString() },
    ],
  ])("%s", (_, security, headers, expected) => {
    const request = compose(security, headers) as ComposedRequest;
    expect(request.headers).toMatchObject(expected);
    expect(request.body).toBe(BODY);
    const verify = createSignatureVerifier(
      { common: new Map([["production", [SECRET]]]), byIntegration: new Map() },
      hmacBytes,
    );
    expect(
      verify({
        environment: "production",
        headers: new Map(Object.entries(request.headers)),
        body: Buffer.from(BODY),
      }),
    ).toBe("valid");
  });
});

it("leaves out what belongs to the connection, credentials and what cannot be a header", () => {
  const { headers } = compose(LABELLED, [
    ["Host", "a.example"],
    ["Content-Length", "7"],
    ["Transfer-Encoding", "chunked"],
    ["Authorization", "Bearer hmac:0123456789ab"],
    ["X-Forwarded-For", "10.0.0.1"],
    ["X-Bad", "a\r\nb: c"],
    ["X-Kind", "order"],
  ]) as ComposedRequest;
  expect(Object.keys(headers).sort()).toEqual(["content-type", "x-kind", "x-sig"]);
});

it.each<[string, ReturnType<typeof compose>, string]>([
  ["a payload that redaction changed", compose(LABELLED, [], '{"a":"hmac:0123456789ab"}'), "credential"],
  ["a payload that lost bytes", compose(LABELLED, [], "\ufffd"), "lost"],
  ["a signature that nobody explains", compose("transport: HTTPS", [["X-Sig", "x"]]), "does not say how"],
  ["a secret that is no key", compose(STANDARD, [], BODY, "whsec_!"), "no key"],
  ["a foreign way to sign", compose("signature: RSA-SHA256\n    signature_header: X-Sig"), "not known"],
])("refuses %s", (_, composed, words) =>
  expect(composed).toEqual({ refused: expect.stringContaining(words) }),
);
