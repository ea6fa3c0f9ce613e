import { decodeParsed } from "../decode/decode-event.ts";
import { exchangeEvent, testRedactor } from "../testing/events-spec.ts";
import { redactEvent } from "./redact-event.ts";

const redactor = testRedactor();
const print = redactor.fingerprint;
const SECRET = "s3cret-s3cret";
const secretEvents: [string, Record<string, unknown>][] = [
  [
    "a header",
    { request: { headers: { Authorization: `Bearer ${SECRET}`, "X-Count": 1, Via: ["a", "b"] } } },
  ],
  [
    "a header pair",
    {
      request: {
        headers: [
          ["authorization", `Bearer ${SECRET}`],
          ["X-Api-Key", [SECRET, SECRET]],
        ],
      },
    },
  ],
  [
    "a repeated header",
    { request: { headers: { Cookie: [`a=${SECRET}`, `b=${SECRET}; c=d`], COOKIE: "e=f" } } },
  ],
  [
    "a response's cookie",
    { response: { status: 200, headers: { "Set-Cookie": [`sid=${SECRET}; Path=/`] } } },
  ],
  ["the query", { url: `https://u:${SECRET}@api.example.com/a?access_token=${SECRET}&x=1#${SECRET}` }],
  [
    "the header's credential in the query, whatever its name",
    {
      url: `https://api.example.com/a?ref=${SECRET}&x=1`,
      request: { headers: { Authorization: `Bearer ${SECRET}` } },
    },
  ],
  [
    "a JSON body",
    { response: { status: 200, body: { deep: [{ access_token: SECRET, expires_in: 3600 }] } } },
  ],
  ["an object that is a credential", { request: { body: { credentials: { user: SECRET, tries: 3 } } } }],
  ["a JSON text", { request: { bodyText: `{"password": "${SECRET}", "n": 1.50}` } }],
  ["a form", { request: { bodyText: `client_secret=${SECRET}&grant_type=client_credentials` } }],
  ["bytes", { request: { bodyBase64: Buffer.from(`{"api_key":"${SECRET}"}`).toString("base64") } }],
  ["broken JSON", { request: { bodyText: `{"password": "${SECRET}", ` } }],
  ["JSON that is broken within the credential", { request: { bodyText: `{"password": "${SECRET}\\q"}` } }],
  ["a truncated body", { request: { bodyText: `{"password": "${SECRET}`, bodyTruncated: true } }],
  ["a member that nobody knows", { debug: SECRET, request: { note: SECRET } }],
];

/** What checks see: everything but the values that are credentials in a body. */
const seen = (event: Record<string, unknown>) => {
  const decoded = decodeParsed(event, redactor);
  if (decoded.type !== "exchange") throw new Error(`decoded to ${decoded.type}`);
  const message = (value: typeof decoded.request | undefined) =>
    value && { headers: [...(value.headers?.entries() ?? [])], state: value.body.state };
  const { url, request, response } = decoded;
  return { ...decoded, url, request: message(request), response: message(response) };
};

describe("redactEvent", () => {
  it.each(secretEvents)("leaves no credential in %s, and all that is judged", (_, data) => {
    const event = exchangeEvent(data);
    const redacted = redactEvent(event, redactor);
    expect(JSON.stringify(redacted)).not.toContain(SECRET);
    expect(seen(redacted)).toEqual(seen(event));
    expect(redactEvent(redacted, redactor)).toEqual(redacted);
  });

  it("keeps types and everything that is no credential", () => {
    const body = {
      pin: 1,
      secret: 5,
      token: null,
      authorization: { amount: 7 },
      password: ["a", 2],
      next_page_token: "p",
      code: "GONE",
    };
    const redacted = redactEvent(exchangeEvent({ request: { body } }), redactor);
    expect(redacted.data).toMatchObject({
      request: { body: { ...body, secret: 0, password: [print("a"), 0] } },
    });
  });

  it("leaves text without credentials as it was sent", () => {
    const bodyText = '{ "n": 1.50, "n": 2 }';
    expect(redactEvent(exchangeEvent({ request: { bodyText } }), redactor)).toMatchObject({
      data: { request: { bodyText } },
    });
  });

  it("keeps what JSON could not be written back", () => {
    const body = JSON.parse('{"__proto__":{"password":"x"},"big":1e400}') as unknown;
    const text = JSON.stringify(redactEvent(exchangeEvent({ request: { body } }), redactor));
    expect(text).toContain(`"__proto__":{"password":"${print("x")}"}`);
    expect(text).toContain('"big":1.7976931348623157e+308');
  });

  it("is a CloudEvent of the same identity", () =>
    expect(redactEvent(exchangeEvent({}, { traceparent: "x" }), redactor)).toMatchObject({
      specversion: "1.0",
      id: "e-1",
      source: "/edge",
      type: "http.exchange.v1",
      time: "2024-01-15T10:30:00.250Z",
      subject: "shop-orders",
    }));
});
