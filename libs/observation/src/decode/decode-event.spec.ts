import { exchangeEvent, testRedactor } from "../testing/events-spec.ts";
import { decodeEvent } from "./decode-event.ts";

const redactor = testRedactor();
const decode = (event: unknown) => decodeEvent(JSON.stringify(event), redactor);
const attempt = (data: Record<string, unknown> = {}) => ({
  ...exchangeEvent(),
  type: "webhook.attempt.v1",
  data: { endpoint: "https://shop.example.net/hooks", eventId: "evt_1", request: {}, ...data },
});
const interaction = (data: Record<string, unknown> = {}) => ({
  ...exchangeEvent(),
  type: "interaction.v1",
  data: { traceId: "t1", from: "A", to: "B", message: "Reserve", arrow: "sync", ...data },
});

describe("decodeEvent", () => {
  it("reads an exchange", () => {
    const decoded = decode(
      exchangeEvent({ observedBy: "provider", client: "web", traceId: "t", capture: "partial" }),
    );
    expect(decoded).toMatchObject({
      type: "exchange",
      id: "e-1",
      source: "/edge",
      subject: "shop-orders",
      timeMs: Date.UTC(2024, 0, 15, 10, 30, 0, 250),
      environment: "production",
      client: "web",
      observedBy: "provider",
      partial: true,
      method: "POST",
      url: { scheme: "https", host: "api.example.com", path: "/api/v1/orders", query: "x=1" },
      request: { body: { state: "json", value: { quantity: 1 } } },
      response: { status: 201, body: { state: "json", value: {} } },
      durationMs: 12.5,
      traceId: "t",
    });
    expect(decoded).toMatchObject({ failure: undefined });
  });

  it("reads an exchange of which little was captured", () => {
    const event = exchangeEvent({
      request: null,
      response: null,
      environment: "",
      durationMs: null,
      surprise: [1],
    });
    expect(decode({ ...event, subject: undefined })).toMatchObject({
      subject: undefined,
      environment: undefined,
      partial: false,
      request: { headers: undefined, body: { state: "absent" } },
      response: undefined,
      durationMs: undefined,
    });
  });

  it.each(["timeout", "connect", "dns", "tls", "reset", "aborted"])("reads the failure %s", (kind) =>
    expect(decode(exchangeEvent({ response: undefined, error: { kind, at: 1 } }))).toMatchObject({
      failure: kind,
      response: undefined,
    }),
  );

  it("reads a webhook attempt", () => {
    const endpoint = "https://user:pw@Shop.example.net/hooks?token=abc#x";
    const data = { endpoint, attempt: 2, manual: true, signature: "valid", eventType: "order.created" };
    const decoded = decode(attempt({ ...data, response: { status: 200 }, observedBy: "sender" }));
    expect(decoded).toMatchObject({
      type: "attempt",
      endpoint: expect.stringMatching(/^https:\/\/Shop\.example\.net\/hooks\?token=hmac:[0-9a-f]{12}$/),
      eventId: "evt_1",
      eventType: "order.created",
      attempt: 2,
      manual: true,
      signature: "valid",
      observedBy: "sender",
      partial: false,
      response: { status: 200, body: { state: "absent" } },
    });
    expect(decode(attempt({ capture: "partial" }))).toMatchObject({ partial: true });
  });

  it("reads an interaction", () =>
    expect(decode(interaction())).toMatchObject({
      type: "interaction",
      arrow: "sync",
      failed: false,
      partial: false,
    }));

  it("reads that an interaction is sampled", () =>
    expect(decode(interaction({ capture: "partial" }))).toMatchObject({ partial: true }));

  it("reads a watermark, whose time is until", () => {
    const event = { id: "w", source: "s", type: "watermark.v1", data: { until: "2024-01-15T10:35:00Z" } };
    const expected = { type: "watermark", timeMs: Date.UTC(2024, 0, 15, 10, 35), subject: undefined };
    expect(decode(event)).toMatchObject(expected);
    expect(decode({ ...event, time: "2020-01-01T00:00:00Z" })).toMatchObject(expected);
  });

  it("reads an activation", () => {
    const revision = `sha256:${"0a".repeat(32)}`;
    expect(
      decode({ ...exchangeEvent(), type: "specification.activated.v1", data: { revision } }),
    ).toMatchObject({
      type: "activation",
      revision,
      subject: "shop-orders",
    });
  });

  it("passes over other types, whatever they hold", () =>
    expect(decode({ id: "1", source: "s", type: "com.example.x", data: 1 })).toEqual({
      type: "ignored",
      eventType: "com.example.x",
    }));

  it("reads binary mode", () => {
    const { data, ...attributes } = exchangeEvent();
    const binary = decodeEvent(JSON.stringify(data), redactor, attributes);
    expect(JSON.stringify(binary)).toBe(JSON.stringify(decode(exchangeEvent())));
    expect(decodeEvent("nothing", redactor, { ...attributes, type: "other" })).toMatchObject({
      type: "ignored",
    });
    expect(decodeEvent("nothing", redactor, attributes)).toMatchObject({ reason: "NOT_JSON" });
    expect(decodeEvent("[]", redactor, attributes)).toMatchObject({ pointer: "/data" });
    expect(decodeEvent("{}", redactor, {})).toMatchObject({ reason: "NOT_CLOUDEVENT", pointer: "/id" });
  });

  it("reads a text that begins with a byte order mark", () =>
    expect(decodeEvent(`\ufeff${JSON.stringify(exchangeEvent())}`, redactor).type).toBe("exchange"));
});
