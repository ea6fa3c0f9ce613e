import fc from "fast-check";
import { exchangeEvent, testRedactor } from "../testing/events-spec.ts";
import { decodeEvent, decodeParsed } from "./decode-event.ts";

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

describe("a rejection", () => {
  it.each([
    ["/specversion", { specversion: "0.3" }],
    ["/id", { id: undefined }],
    ["/id", { id: "" }],
    ["/id", { id: 7 }],
    ["/id", { id: "i".repeat(1_025) }],
    ["/source", { source: null }],
    ["/type", { type: {} }],
  ])("says that it is no CloudEvent at %s: %.40j", (pointer, attributes) =>
    expect(decode(exchangeEvent({}, attributes))).toMatchObject({
      type: "rejection",
      reason: "NOT_CLOUDEVENT",
      pointer,
    }),
  );

  it.each(["null", "1", '"x"', "[]"])("says that %s is no CloudEvent", (text) =>
    expect(decodeEvent(text, redactor)).toMatchObject({ reason: "NOT_CLOUDEVENT" }),
  );

  const wrong: [string, unknown][] = [
    ["/time", exchangeEvent({}, { time: undefined })],
    ["/time", exchangeEvent({}, { time: "yesterday" })],
    ["/time", exchangeEvent({}, { time: 1705314600000 })],
    ["/subject", exchangeEvent({}, { subject: 1 })],
    ["/data", { ...exchangeEvent(), data: undefined }],
    ["/data", { ...exchangeEvent(), data: "{}" }],
    ["/data/method", exchangeEvent({ method: undefined })],
    ["/data/method", exchangeEvent({ method: "GET /" })],
    ["/data/url", exchangeEvent({ url: undefined })],
    ["/data/url", exchangeEvent({ url: "api.example.com/x" })],
    ["/data/url", exchangeEvent({ url: `/${"x".repeat(32_768)}` })],
    ["/data/capture", exchangeEvent({ capture: "Partial" })],
    ["/data/observedBy", exchangeEvent({ observedBy: "sender" })],
    ["/data/client", exchangeEvent({ client: 5 })],
    ["/data/environment", exchangeEvent({ environment: "e".repeat(257) })],
    ["/data/durationMs", exchangeEvent({ durationMs: -1 })],
    ["/data/durationMs", exchangeEvent({ durationMs: "12" })],
    ["/data/request", exchangeEvent({ request: [] })],
    ["/data/request", exchangeEvent({ request: { body: 1, bodyText: "1" } })],
    ["/data/request/headers", exchangeEvent({ request: { headers: 1 } })],
    ["/data/response", exchangeEvent({ response: 200 })],
    ["/data/response/status", exchangeEvent({ response: {} })],
    ["/data/response/status", exchangeEvent({ response: { status: "200" } })],
    ["/data/response/status", exchangeEvent({ response: { status: 99 } })],
    ["/data/response/status", exchangeEvent({ response: { status: 600 } })],
    ["/data/response/status", exchangeEvent({ response: { status: 200.5 } })],
    ["/data/error", exchangeEvent({ error: { kind: "timeout" } })],
    ["/data/error", exchangeEvent({ response: undefined, error: "timeout" })],
    ["/data/error/kind", exchangeEvent({ response: undefined, error: {} })],
    ["/data/error/kind", exchangeEvent({ response: undefined, error: { kind: "boom" } })],
    ["/data/endpoint", attempt({ endpoint: undefined })],
    ["/data/endpoint", attempt({ endpoint: "/hooks" })],
    ["/data/eventId", attempt({ eventId: "" })],
    ["/data/attempt", attempt({ attempt: 0 })],
    ["/data/attempt", attempt({ attempt: 1.5 })],
    ["/data/manual", attempt({ manual: "yes" })],
    ["/data/signature", attempt({ signature: "ok" })],
    ["/data/observedBy", attempt({ observedBy: "provider" })],
    ["/data/traceId", interaction({ traceId: undefined })],
    ["/data/from", interaction({ from: "" })],
    ["/data/arrow", interaction({ arrow: undefined })],
    ["/data/arrow", interaction({ arrow: "->>" })],
    ["/data/failed", interaction({ failed: 1 })],
    ["/data/until", { ...exchangeEvent(), type: "watermark.v1", data: {} }],
    ["/data/until", { ...exchangeEvent(), type: "watermark.v1", data: { until: "soon" } }],
    ["/data/revision", { ...exchangeEvent(), type: "specification.activated.v1", data: { revision: "1" } }],
    ["/subject", { ...exchangeEvent({}, { subject: "" }), type: "specification.activated.v1" }],
  ];
  it.each(wrong)("says what is wrong at %s (%#)", (pointer, event) => {
    const rejection = decode(event);
    expect(rejection).toMatchObject({ type: "rejection", reason: "INVALID_EVENT", pointer });
    expect(decodeParsed(JSON.parse(JSON.stringify(event)), redactor)).toEqual(rejection);
  });

  it("says where the text stops being JSON, and repeats nothing of it", () => {
    const rejection = decodeEvent('{"password": "hunter2", }', redactor);
    expect(rejection).toMatchObject({ type: "rejection", reason: "NOT_JSON" });
    expect(JSON.stringify(rejection)).not.toContain("hunter2");
  });

  it("limits size by bytes", () => {
    const pad = (characters: number, letter = "x") =>
      JSON.stringify(exchangeEvent({ pad: letter.repeat(characters) }));
    const overhead = pad(0).length;
    expect(decodeEvent(pad(1_048_576 - overhead), redactor).type).toBe("exchange");
    expect(decodeEvent(pad(1_048_577 - overhead), redactor)).toMatchObject({ reason: "TOO_LARGE" });
    expect(decodeEvent(pad(349_000, "€"), redactor).type).toBe("exchange");
    expect(decodeEvent(pad(350_000, "€"), redactor)).toMatchObject({ reason: "TOO_LARGE" });
  });

  it("limits depth", () => {
    const nested = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels)) as unknown;
    const event = (levels: number) => exchangeEvent({ request: { body: nested(levels) } });
    expect(decode(event(61)).type).toBe("exchange");
    expect(decode(event(62))).toMatchObject({ reason: "TOO_DEEP" });
    expect(decodeParsed(event(62), redactor)).toMatchObject({ reason: "TOO_DEEP" });
    expect(decodeEvent("[".repeat(1_000_000), redactor)).toMatchObject({ reason: "TOO_DEEP" });
  });

  it("never throws, whatever stands where", () => {
    const member = fc.constantFrom(...Object.keys(exchangeEvent().data), "error", "capture", "observedBy");
    fc.assert(
      fc.property(member, fc.jsonValue(), (name, value) => {
        expect(decode(exchangeEvent({ [name]: value })).type).toMatch(/^(exchange|rejection)$/);
      }),
    );
  });
});
