import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileSpecification } from "#checks";
import { loadSpecification } from "#spec";
import { signatureVerification } from "./signature-verification.ts";

const folder = mkdtempSync(join(tmpdir(), "clausewatch-secrets-"));
const file = join(folder, "secrets.json");
afterAll(() => rmSync(folder, { recursive: true }));

const yaml = "webhooks:\n  security:\n    signature_header: X-Sig\n    signature_algorithm: HMAC-SHA256\n";
const specifications = [
  compileSpecification(loadSpecification([{ name: "shop.yaml", text: yaml }], () => "0")),
];
const body = Buffer.from("{}");
const headers = new Map([["x-sig", createHmac("sha256", "right").update(body).digest("hex")]]);
const delivery = { integration: "shop", environment: "production", headers, body };

describe("check --secrets", () => {
  it("verifies with what the file holds", () => {
    writeFileSync(file, '{"production": ["older", "right"]}');
    const { verify, unverified } = signatureVerification(specifications, file);
    expect(verify(delivery)).toBe("valid");
    expect(verify({ ...delivery, body: Buffer.from("[]") })).toBe("invalid");
    expect(unverified()).toBeUndefined();
    expect(verify({ ...delivery, environment: "sandbox" })).toBeUndefined();
    expect(unverified()).toBe(
      `The signatures of 1 webhook attempt were checked for presence and form only: ${file} has no secret for them.`,
    );
  });

  it("says in one line what it could not verify", () => {
    const { verify, unverified } = signatureVerification(specifications, undefined);
    expect(verify({ ...delivery, headers: new Map() })).toBeUndefined();
    expect(unverified()).toBeUndefined();
    verify(delivery);
    verify(delivery);
    expect(unverified()).toBe(
      "The signatures of 2 webhook attempts were checked for presence and form only: --secrets names no file.",
    );
  });

  it("refuses a file that holds something else, and shows no secret", () => {
    writeFileSync(file, '{"production": [7], "sandbox": "hush-hush", ');
    expect(() => signatureVerification(specifications, file)).toThrow(/^(?![^]*hush)[^]*is no JSON/);
  });
});
