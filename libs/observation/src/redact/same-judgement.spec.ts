import fc from "fast-check";
import { jsonOf } from "../body/json-of.ts";
import { decodeParsed } from "../decode/decode-event.ts";
import type { Exchange, RequestMessage } from "../observation.ts";
import { exchangeEvent, testRedactor } from "../testing/events-spec.ts";
import { redactEvent } from "./redact-event.ts";
import { redactJson } from "./redact-json.ts";

const redactor = testRedactor();

/** A message with the credentials of its body, which only the gateway replaces, replaced. */
const seen = ({ headers, body }: RequestMessage) => {
  const json = jsonOf(body);
  return {
    headers: headers && [...headers.entries()],
    body: json?.ok ? redactJson(json.value, redactor) : (json ?? body.state),
  };
};

const decode = (event: Record<string, unknown>) => {
  const exchange = decodeParsed(event, redactor) as Exchange;
  expect(exchange.type).toBe("exchange");
  const { request, response } = exchange;
  return { ...exchange, request: seen(request), response: response && seen(response) };
};

const secretPart = fc.constantFrom(
  "Bearer",
  " ",
  "=",
  ";",
  ",",
  '"',
  "abc",
  "Basic",
  "YQ==",
  "sha256=",
  "a.b",
  "%41",
  "&",
);
const value = fc.array(secretPart, { maxLength: 6 }).map((parts) => parts.join(""));
const headerName = fc.constantFrom(
  "Authorization",
  "authorization",
  "Cookie",
  "Set-Cookie",
  "X-Api-Key",
  "X-Signature",
  "Accept",
);
const headers = fc.oneof(
  fc.dictionary(headerName, fc.oneof(value, fc.integer(), fc.array(value, { maxLength: 3 }))),
  fc.array(fc.tuple(headerName, value)),
);
const memberName = fc.constantFrom(
  "password",
  "token",
  "access_token",
  "page_token",
  "id",
  "credentials",
  "__proto__",
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    value,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    tie("list"),
    tie("object"),
  ),
  list: fc.array(tie("value"), { maxLength: 3 }),
  object: fc
    .array(fc.tuple(memberName, tie("value")), { maxLength: 3 })
    .map((members) => Object.fromEntries(members) as Record<string, unknown>),
})).value;
const text = fc.oneof(
  json.map((each) => JSON.stringify(each) ?? ""),
  value,
  json.map((each) => `${JSON.stringify(each)}}`),
);
const message = fc.oneof(
  fc.record({ headers, body: json }),
  fc.record({ headers, bodyText: text }),
  fc.record({ headers, bodyText: text, bodyTruncated: fc.boolean() }),
  fc.record({ bodyBase64: text.map((each) => Buffer.from(each).toString("base64")) }),
);
const query = fc
  .array(fc.tuple(fc.constantFrom("token", "x", "code", "api%5Fkey"), value))
  .map((parameters) => parameters.map((parameter) => parameter.join("=")).join("&"));

it("an event that the gateway redacted is seen as the raw one is, and holds nothing more to redact", () => {
  fc.assert(
    fc.property(message, message, query, (request, response, parameters) => {
      const url = `https://user:pw@api.example.com/a?${parameters}#f`;
      const raw = exchangeEvent({ url, request, response: { ...response, status: 200 } });
      const event = JSON.parse(JSON.stringify(raw)) as Record<string, unknown>;
      const stored = JSON.parse(JSON.stringify(redactEvent(event, redactor))) as Record<string, unknown>;
      expect(decode(stored)).toEqual(decode(event));
      expect(JSON.parse(JSON.stringify(redactEvent(stored, redactor)))).toEqual(stored);
    }),
    { numRuns: 1000 },
  );
});
