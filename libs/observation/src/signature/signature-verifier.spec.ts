import { createHmac } from "node:crypto";
import { decodeParsed } from "../decode/decode-event.ts";
import { redactEvent } from "../redact/redact-event.ts";
import { testRedactor } from "../testing/events-spec.ts";
import { createSignatureVerifier } from "./create-signature-verifier.ts";
import type { HmacBytes, WebhookSecrets } from "./signature-verifier.ts";

const redactor = testRedactor();
const hmac: HmacBytes = (hash, key, message) => createHmac(hash, key).update(message).digest();
const sign = (secret: string, text: string, encoding: "hex" | "base64" = "hex", hash = "sha256") =>
  createHmac(hash, secret).update(text).digest(encoding);

/** Every secret is one of production. */
const secretsOf = (...secrets: string[]): WebhookSecrets => ({
  common: new Map([["production", secrets]]),
  byIntegration: new Map(),
});

const attempt = (request: object, data: object = {}, subject: string | undefined = "shop-orders") => ({
  specversion: "1.0",
  id: "1",
  source: "/hooks",
  type: "webhook.attempt.v1",
  time: "2021-02-25T15:02:10Z",
  subject,
  data: { environment: "production", endpoint: "https://a.example/h", eventId: "e", request, ...data },
});

const verdictOf = (event: ReturnType<typeof attempt>, secrets: WebhookSecrets): string | undefined => {
  const decoded = decodeParsed(event, redactor, createSignatureVerifier(secrets, hmac));
  if (decoded.type !== "attempt") throw new Error(JSON.stringify(decoded));
  return decoded.signature;
};

/** The published vectors of Standard Webhooks and of GitHub. */
const STANDARD = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  headers: {
    "Webhook-Id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "Webhook-Timestamp": 1614265330,
    "Webhook-Signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  },
  bodyText: '{"test": 2432232314}',
};
const GITHUB = {
  secret: "It's a Secret to Everybody",
  headers: {
    "X-Hub-Signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
  },
  bodyText: "Hello, World!",
};
const BODY = '{"größe": 1}';
const SECRET = "a-secret-of-both";

describe("a signature verifies", () => {
  it.each([
    ["the vector of Standard Webhooks", STANDARD.headers, STANDARD.bodyText, STANDARD.secret],
    ["the vector of GitHub", GITHUB.headers, GITHUB.bodyText, GITHUB.secret],
    [
      "svix headers and a list",
      {
        "svix-id": "m",
        "svix-timestamp": "1",
        "svix-signature": `v1,AAAA v1,${createHmac("sha256", Buffer.from("c2VjcmV0", "base64")).update(`m.1.${BODY}`).digest("base64")}`,
      },
      BODY,
      "whsec_c2VjcmV0",
    ],
    ["a labelled digest", { "X-Webhook-Signature": `sha256=${sign(SECRET, BODY)}` }, BODY, SECRET],
    ["capital digits", { "X-Sig": `SHA256=${sign(SECRET, BODY).toUpperCase()}` }, BODY, SECRET],
    ["SHA-1", { "X-Hub-Signature": `sha1=${sign(SECRET, BODY, "hex", "sha1")}` }, BODY, SECRET],
    ["SHA-512 in Base64", { "X-Sig": sign(SECRET, BODY, "base64", "sha512") }, BODY, SECRET],
    ["bare hex", { "X-Signature": sign(SECRET, BODY) }, BODY, SECRET],
    ["bare Base64", { "X-Shopify-Hmac-Sha256": sign(SECRET, BODY, "base64") }, BODY, SECRET],
    ["a time in the header", { "Stripe-Signature": `t=7,v1=${sign(SECRET, `7.${BODY}`)}` }, BODY, SECRET],
    [
      "a time beside it",
      { "X-Sig": `sha256=${sign(SECRET, `7.${BODY}`)}`, "X-Timestamp": "7" },
      BODY,
      SECRET,
    ],
    ["the secret's own bytes", { "X-Sig": sign("whsec_c2VjcmV0", BODY) }, BODY, "whsec_c2VjcmV0"],
    ["an empty body", { "X-Sig": sign(SECRET, "") }, "", SECRET],
  ])("by %s", (_, headers, bodyText, secret) => {
    expect(verdictOf(attempt({ headers, bodyText }), secretsOf("older", secret))).toBe("valid");
    expect(verdictOf(attempt({ headers: Object.entries(headers), bodyText }), secretsOf(secret))).toBe(
      "valid",
    );
    const bodyBase64 = Buffer.from(bodyText).toString("base64");
    expect(verdictOf(attempt({ headers, bodyBase64 }), secretsOf(secret))).toBe("valid");
    expect(verdictOf(attempt({ headers, bodyText: `${bodyText} ` }), secretsOf(secret))).toBe("invalid");
    expect(verdictOf(attempt({ headers, bodyText }), secretsOf("another"))).toBe("invalid");
  });
});

const SIGNED = { headers: { "X-Sig": `sha256=${sign(SECRET, BODY)}` }, bodyText: BODY };

describe("nothing is said", () => {
  it.each([
    ["without a secret", attempt(SIGNED), secretsOf()],
    ["of another environment", attempt(SIGNED, { environment: "staging" }), secretsOf("x")],
    [
      "where only the parsed body is known",
      attempt({ ...SIGNED, bodyText: undefined, body: {} }),
      secretsOf("x"),
    ],
    ["where nothing was captured", attempt({}), secretsOf("x")],
    ["of a truncated body", attempt({ ...SIGNED, bodyTruncated: true }), secretsOf("x")],
    ["of a body that lost bytes", attempt({ ...SIGNED, bodyText: "\ufffd" }), secretsOf("x")],
    ["of a redacted body", attempt({ ...SIGNED, bodyText: '"hmac:0123456789ab"' }), secretsOf("x")],
    [
      "of a form that is not understood",
      attempt({ ...SIGNED, headers: { "X-Sig": "v0=abcd" } }),
      secretsOf("x"),
    ],
    ["of a digest too short", attempt({ ...SIGNED, headers: { "X-Sig": "sha256=abcd" } }), secretsOf("x")],
    ["without a signature", attempt({ bodyText: BODY, headers: {} }), secretsOf("x")],
    [
      "of Standard Webhooks without an id",
      attempt({ ...STANDARD, headers: { "webhook-signature": STANDARD.headers["Webhook-Signature"] } }),
      secretsOf("x"),
    ],
  ])("%s", (_, event, secrets) => expect(verdictOf(event, secrets)).toBeUndefined());

  it("but what the event says itself", () => {
    expect(verdictOf(attempt({}, { signature: "invalid" }), secretsOf("x"))).toBe("invalid");
    expect(verdictOf(attempt(SIGNED, { signature: "invalid" }), secretsOf(SECRET))).toBe("valid");
  });
});

describe("secrets are sought", () => {
  const ofShop = (secret: string, environment = "production"): WebhookSecrets => ({
    common: new Map(),
    byIntegration: new Map([["shop-orders", new Map([[environment, [secret]]])]]),
  });

  it.each([
    ["the integration's own", attempt(SIGNED), ofShop(SECRET), "valid"],
    ["another integration's", attempt(SIGNED, {}, "stock"), ofShop(SECRET), undefined],
    ["without an environment, in all", attempt(SIGNED, { environment: "" }), ofShop(SECRET, "x"), "valid"],
    ["and found in none", attempt(SIGNED, { environment: "" }), ofShop("other", "x"), "invalid"],
    ["without an integration, in all", attempt(SIGNED, {}, ""), ofShop(SECRET), "valid"],
    ["which accuses nobody", attempt(SIGNED, {}, ""), ofShop("other"), undefined],
  ])("%s", (_, event, secrets, verdict) => expect(verdictOf(event, secrets)).toBe(verdict));
});

it("a redacted event is not verified again", () => {
  const event = redactEvent(attempt(SIGNED, { signature: "valid" }), redactor) as ReturnType<typeof attempt>;
  expect(JSON.stringify(event)).toContain("sha256=hmac:");
  expect(verdictOf(event, secretsOf("another"))).toBe("valid");
});
