import { createHmac } from "node:crypto";
import { createSignatureVerifier } from "#observation";
import { hmacBytes } from "#platform";
import { event, RunningGateway, STRUCTURED } from "./testing/running-gateway-spec.ts";

const SECRET = "s3cret-of-webhooks";
const BODY = '{"password": "s3cret-value"}';
const signed = (text: string): string => `sha256=${createHmac("sha256", SECRET).update(text).digest("hex")}`;

const verifySignature = createSignatureVerifier(
  { common: new Map(), byIntegration: new Map([["shop-orders", new Map([["production", [SECRET]]])]]) },
  hmacBytes,
);

const attempt = (signature: string, data: Record<string, unknown> = {}, subject?: string) => ({
  ...event({ type: "webhook.attempt.v1", subject }),
  data: {
    environment: "production",
    endpoint: "https://a.example/h",
    eventId: "e-1",
    request: { headers: { "X-Sig": signature }, bodyText: BODY },
    ...data,
  },
});

describe("a webhook's signature", () => {
  let gateway: RunningGateway;
  beforeEach(async () => {
    gateway = await RunningGateway.start({
      verifySignature,
      resolver: { has: (id) => id === "shop-orders", find: () => "shop-orders" },
    });
  });
  afterEach(() => gateway.stop());

  const stored = async (...sent: Parameters<typeof attempt>): Promise<Record<string, unknown>> => {
    expect(await gateway.send(attempt(...sent), STRUCTURED)).toMatchObject({ status: 202 });
    return gateway.stored[0]?.["data"] as Record<string, unknown>;
  };

  it("is verified before body and header are redacted", async () => {
    const data = await stored(signed(BODY), {}, "shop-orders");
    expect(data).toMatchObject({ signature: "valid" });
    expect(JSON.stringify(data)).not.toMatch(/s3cret/);
    expect(JSON.stringify(data)).toContain("sha256=hmac:");
  });

  it("is verified with the secrets of the only integration where the event names none", async () => {
    expect(await stored(signed(BODY))).toMatchObject({ signature: "valid" });
  });

  it("that is wrong is said to be", async () => {
    expect(await stored(signed("another"), { signature: "valid" })).toMatchObject({ signature: "invalid" });
  });

  it.each([
    ["without a secret", { environment: "sandbox" }, undefined],
    ["without a secret, keeps what the event says", { environment: "sandbox", signature: "valid" }, "valid"],
    ["of a body not captured", { request: { headers: { "X-Sig": signed(BODY) } } }, undefined],
  ])("%s", async (_, data, signature) => {
    expect((await stored(signed(BODY), data))["signature"]).toBe(signature);
  });
});
