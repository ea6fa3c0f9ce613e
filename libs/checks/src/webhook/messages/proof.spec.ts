import { attempt, compiledOf, rulesOf, sign, T, verdictsOf, WEBHOOKS } from "./signed-attempts-spec.ts";
import type { AttemptSketch } from "./signed-attempts-spec.ts";

const sent = (time: string | null, at = T): AttemptSketch => ({ at, headers: { "X-Shop-Time": time } });
const signed = (signature: string | null): AttemptSketch => ({ headers: { "X-Shop-Signature": signature } });
const seconds = (offset: number): string => String(T / 1000 + offset);

describe("a signature", () => {
  it.each([
    ["verifies", {}, []],
    ["is absent", signed(null), ["signature-missing", "forgery-accepted"]],
    ["is of another secret", signed(sign("{}", "x")), ["signature-invalid", "forgery-accepted"]],
    ["is malformed", signed("nonsense"), ["signature-invalid", "forgery-accepted"]],
    ["is empty", signed(""), ["signature-invalid", "forgery-accepted"]],
    ["is too short", signed("sha256=abcd"), ["signature-invalid", "forgery-accepted"]],
    ["is refused", { ...signed(null), status: 401 }, ["signature-missing"]],
    ["is refused by a redirect", { ...signed("nonsense"), status: 302 }, ["signature-invalid"]],
    [
      "was not answered",
      { ...signed("nonsense"), data: { response: null, error: { kind: "timeout" } } },
      ["signature-invalid"],
    ],
    ["was not captured", { data: { request: {} } }, []],
    [
      "was found invalid at the edge",
      { data: { request: {}, signature: "invalid" } },
      ["signature-invalid", "forgery-accepted"],
    ],
    [
      "was verified at the edge",
      { data: { request: { headers: {} }, signature: "valid" } },
      ["timestamp-missing"],
    ],
  ])("%s", (_, sketch: AttemptSketch, rules) => {
    expect(rulesOf(attempt(sketch))).toEqual(rules);
  });

  it.each([
    ["right form", sign("another body"), []],
    ["capitals", sign("x").toUpperCase(), []],
    ["another hash", `sha512=${"0".repeat(128)}`, ["signature-invalid", "forgery-accepted"]],
    ["no label", "0".repeat(64), ["signature-invalid", "forgery-accepted"]],
    ["Base64", `sha256=${Buffer.alloc(32).toString("base64")}`, ["signature-invalid", "forgery-accepted"]],
    ["a second one that fits", `v0=abc,${sign("x")}`, []],
  ])("without a secret is judged by its form: %s", (_, signature, rules) => {
    expect(rulesOf(attempt(signed(signature), []))).toEqual(rules);
  });

  it.each([
    ["HMAC-SHA256", "0".repeat(64), []],
    ["HMAC-SHA256", `sha256=${"0".repeat(64)}`, []],
    ["HMAC-SHA256", Buffer.alloc(32).toString("base64"), []],
    ["HMAC-SHA256", `hmac-sha256=${"0".repeat(64)}`, []],
    ["HMAC-SHA256", `v2=${"0".repeat(64)}`, []],
    ["HMAC-SHA256", `hmac-sha512=${"0".repeat(64)}`, ["webhook.signature-invalid"]],
    ["HMAC-SHA256", `sha1=${"0".repeat(40)}`, ["webhook.signature-invalid"]],
    ["HMAC-SHA256, base64", Buffer.alloc(32).toString("base64"), []],
    ["HMAC-SHA256, base64", Buffer.alloc(32).toString("base64url"), []],
    ["HMAC-SHA256, base64", "0".repeat(64), ["webhook.signature-invalid"]],
    ["HMAC SHA-512, hex", "0".repeat(128), []],
    ["HMAC SHA-512, hex", "0".repeat(64), ["webhook.signature-invalid"]],
    ["Standard Webhooks", `v1,${Buffer.alloc(32).toString("base64")} v1a,xyz`, []],
    ["Standard Webhooks", "0".repeat(64), ["webhook.signature-invalid"]],
    ["t=<timestamp>,v1=<hex>", `t=1705314600,v1=${"0".repeat(64)}`, []],
    ["t=<timestamp>,v1=<hex>", "t=1705314600", ["webhook.signature-invalid"]],
    ["Ed25519", "anything", []],
  ])("under %s may be %s", (algorithm, signature, rules) => {
    const compiled = compiledOf(
      `webhooks:\n  security:\n    signature_header: X-Shop-Signature\n    algorithm: "${algorithm}"`,
    );
    const verdicts = verdictsOf(compiled, attempt({ ...signed(signature), status: 400 }, []));
    expect(verdicts.map(({ rule }) => rule)).toEqual(rules);
  });

  it("is missing only where all of its headers are", () => {
    const compiled = compiledOf(
      'webhooks:\n  security:\n    signature_header: "X-Hub-Signature, X-Hub-Signature-256"\n    algorithm: HMAC-SHA256',
    );
    const with256 = { "X-Hub-Signature-256": `sha256=${"0".repeat(64)}`, "X-Shop-Signature": null };
    expect(verdictsOf(compiled, attempt({ headers: with256 }, []))).toEqual([]);
    const [missing] = verdictsOf(compiled, attempt({ headers: { "X-Shop-Signature": null }, status: 400 }));
    expect(missing?.message).toContain("X-Hub-Signature or X-Hub-Signature-256");
  });
});

describe("a timestamp", () => {
  it.each([
    ["300 s old", sent(seconds(-300)), []],
    ["301 s old", sent(seconds(-301)), ["stale", "replay-accepted"]],
    ["300 s ahead", sent(seconds(300)), []],
    ["301 s ahead", sent(seconds(301)), ["stale", "replay-accepted"]],
    ["300 s old, the attempt within its second", sent(seconds(-300), T + 999), []],
    ["300,000 ms old", sent(String(T - 300_000)), []],
    ["300,001 ms old", sent(String(T - 300_001)), ["stale", "replay-accepted"]],
    ["in ISO 8601", sent("2024-01-15T10:25:00Z"), []],
    ["in ISO 8601, too old", sent("2024-01-15T10:24:59Z"), ["stale", "replay-accepted"]],
    ["in ISO 8601 of another zone", sent("2024-01-15T11:30:00+0100"), []],
    ["in ISO 8601, the basic form", sent("20240115T103000Z"), []],
    ["in ISO 8601 without a zone", sent("2024-01-15T01:30:00"), []],
    ["with a fraction", sent(`${seconds(0)}.25`), []],
    ["stale and refused", { ...sent(seconds(-900)), status: 400 }, ["stale"]],
    ["absent", sent(null), ["timestamp-missing"]],
    ["empty", sent(""), ["timestamp-missing"]],
    ["no time", sent("yesterday"), ["timestamp-missing"]],
    ["an HTTP date", sent("Mon, 15 Jan 2024 10:30:00 GMT"), ["timestamp-missing"]],
  ])("%s", (_, sketch: AttemptSketch, rules) => {
    expect(rulesOf(attempt(sketch))).toEqual(rules);
  });

  it("has no rules where the document names none", () => {
    const compiled = compiledOf(
      "webhooks:\n  security:\n    signature_header: X-Shop-Signature\n    replay_window: 5 minutes",
    );
    expect(verdictsOf(compiled, attempt(sent(null)))).toEqual([]);
    expect(compiled.clauses.find(({ kind }) => kind === "webhook.replay-window")?.reasonNot).toContain(
      "No line names the header",
    );
  });
});

describe("a verdict", () => {
  it("is the sender's or the receiver's, with its line", () => {
    const found = verdictsOf(compiledOf(WEBHOOKS), attempt(signed(sign("{}", "x"))));
    expect(found).toMatchObject([
      {
        severity: "critical",
        party: "provider",
        environment: "production",
        endpoint: "https://shop.test/hooks",
        clause: { text: expect.stringContaining("HMAC-SHA256") },
        evidence: { actual: expect.stringMatching(/^sha256=hmac:[0-9a-f]{12}\.hex-64$/) },
      },
      {
        severity: "critical",
        party: "consumer",
        clause: { text: expect.stringContaining("X-Shop-Signature") },
      },
    ]);
  });

  it("counts both sides' records of one attempt once", () => {
    const from = (observedBy: string, at: number, number?: number) =>
      attempt({ ...signed(null), at, status: 400, data: { observedBy, attempt: number } });
    expect(rulesOf(from("sender", T), from("receiver", T + 50))).toEqual(["signature-missing"]);
    expect(rulesOf(from("sender", T, 1), from("receiver", T + 90_000, 1))).toEqual(["signature-missing"]);
    expect(rulesOf(from("sender", T, 1), from("receiver", T + 50, 2))).toHaveLength(2);
    expect(rulesOf(from("sender", T), from("sender", T + 50))).toHaveLength(2);
    expect(rulesOf(from("sender", T), from("receiver", T + 60_001))).toHaveLength(2);
  });
});

it("without a webhooks block nothing is judged", () => {
  expect(verdictsOf(compiledOf("endpoint: GET /a"), attempt(signed(null)))).toEqual([]);
});
