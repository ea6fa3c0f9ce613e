import { createHmac } from "node:crypto";
import type { SignatureScheme } from "#spec";
import { createSignatureVerifier } from "./create-signature-verifier.ts";
import { signRequest } from "./sign-request.ts";
import type { HmacBytes } from "./signature-verifier.ts";

const hmac: HmacBytes = (hash, key, message) => createHmac(hash, key).update(message).digest();
const BODY = Buffer.from('{"größe": 1}');
const STANDARD: SignatureScheme = {
  prefix: "v1,",
  encoding: "base64",
  hash: "sha256",
  signed: "id.timestamp.body",
};

const verdictOf = (headers: Record<string, string>, secret: string, body: Buffer = BODY) =>
  createSignatureVerifier(
    { common: new Map([["production", [secret]]]), byIntegration: new Map() },
    hmac,
  )({
    environment: "production",
    headers: new Map(Object.entries(headers)),
    body,
  });

describe("what is signed verifies", () => {
  it.each<[string, SignatureScheme, string, string]>([
    ["sha256=<hex>", { prefix: "sha256=", encoding: "hex", hash: "sha256", signed: "body" }, "s", "x-sig"],
    ["bare hex", { signed: "body" }, "s", "x-sig"],
    ["SHA-1", { prefix: "sha1=", encoding: "hex", hash: "sha1", signed: "body" }, "s", "x-hub-signature"],
    ["SHA-512 in Base64", { encoding: "base64", hash: "sha512", signed: "body" }, "s", "x-signature"],
    ["a time beside it", { prefix: "sha256=", signed: "timestamp.body" }, "s", "x-sig"],
    ["an id and a time beside it", { signed: "id.timestamp.body" }, "s", "x-sig"],
    ["t=,v1=", { prefix: "v1=", encoding: "hex", hash: "sha256", signed: "timestamp.body" }, "s", "x-sig"],
    ["Standard Webhooks", STANDARD, "whsec_c2VjcmV0", "webhook-signature"],
    ["Standard Webhooks without a prefix of the secret", STANDARD, "c2VjcmV0", "webhook-signature"],
    ["Standard Webhooks with a secret that is no Base64", STANDARD, "not-base64!", "webhook-signature"],
  ])("%s", (_, scheme, secret, name) => {
    const value = signRequest(scheme, { id: "evt_1", timestamp: "1705314600", body: BODY }, secret, hmac);
    const headers = {
      "webhook-id": "evt_1",
      "webhook-timestamp": "1705314600",
      [name]: value ?? "",
    };
    expect(verdictOf(headers, secret)).toBe("valid");
    expect(verdictOf(headers, "another")).toBe("invalid");
    expect(verdictOf(headers, secret, Buffer.from("{}"))).toBe("invalid");
  });

  it("by the published vector of Standard Webhooks", () => {
    const request = {
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: "1614265330",
      body: Buffer.from('{"test": 2432232314}'),
    };
    expect(signRequest(STANDARD, request, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", hmac)).toBe(
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    );
  });
});

it.each<[string, SignatureScheme, string]>([
  ["a way to sign that is not known", { signed: "unknown" }, "s"],
  ["a secret that is no key", STANDARD, "whsec_!"],
])("nothing is signed: %s", (_, scheme, secret) =>
  expect(signRequest(scheme, { id: "1", timestamp: "1", body: BODY }, secret, hmac)).toBeUndefined(),
);
