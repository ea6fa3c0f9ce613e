import type { Body } from "#observation";
import { exchange, json, verdictsOf } from "../testing/fixtures.ts";
import { SHOP, compileFor } from "../testing/shop.ts";
import { requestFamily } from "./request-family.ts";

const compiled = compileFor(requestFamily);

const HEADERS: Record<string, string> = {
  "Content-Type": "application/json",
  "X-Trace": "123e4567-e89b-42d3-a456-426614174000",
};
const BODY = { customer: "ann", lines: [{ sku: "S-1", quantity: 2 }] };

const without = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(HEADERS).filter(([key]) => key !== name));

const post = (body: Body = json(BODY), headers: Record<string, string> | undefined = HEADERS, status = 400) =>
  exchange({ url: "https://api.shop.test/carts", request: { headers, body }, response: { status } });

const rulesOf = (...exchanges: ReturnType<typeof exchange>[]): string[] =>
  verdictsOf(compiled, ...exchanges).map(({ rule }) => rule);

describe("headers", () => {
  it.each([
    ["documented values", HEADERS],
    ["media type parameters and capitals", { ...HEADERS, "Content-Type": "Application/JSON; charset=utf-8" }],
    ["an integer as text", { ...HEADERS, "X-Priority": "3" }],
    ["a missing credential, which is the auth rules' alone", without("Authorization")],
  ])("passes %s", (_, headers) => {
    expect(rulesOf(post(json(BODY), headers, 201))).toEqual([]);
  });

  it("passes headers that were not captured", () => {
    const one = exchange({ url: "https://api.shop.test/carts", request: { body: json(BODY) } });
    expect(rulesOf(one)).toEqual([]);
  });

  it.each([
    ["Content-Type", "request.header-missing"],
    ["X-Trace", "request.header-missing"],
  ])("asks for %s", (name, rule) => {
    const [verdict, ...more] = verdictsOf(compiled, post(json(BODY), without(name)));
    expect(more).toEqual([]);
    expect(verdict).toMatchObject({
      rule,
      severity: "error",
      party: "consumer",
      evidence: { expected: "present", header: name },
    });
    expect(verdict!.clause.path).toContain(name);
    expect(verdict!.clause.line).toBeGreaterThan(1);
  });

  it.each([
    ["Content-Type", "text/plain"],
    ["Content-Type", "application/jsonp"],
    ["X-Trace", "abc"],
    ["X-Trace", ""],
    ["X-Priority", "3.5"],
    ["X-Priority", "high"],
  ])("refuses %s: %s", (name, value) => {
    const verdicts = verdictsOf(compiled, post(json(BODY), { ...HEADERS, [name]: value }));
    expect(verdicts).toMatchObject([
      { rule: "request.header-invalid", evidence: { actual: value, header: name } },
    ]);
  });
});

describe("body", () => {
  it.each<[string, Body]>([
    ["not captured", { state: "absent" }],
    ["truncated", { state: "truncated" }],
    ["JSON as text", { state: "text", text: JSON.stringify(BODY) }],
    ["with a member the schema does not name", json({ ...BODY, extra: 1 })],
    [
      "at its limits",
      json({ customer: "12345", lines: [{ sku: "a", quantity: 1 }, { sku: "b" }, { sku: "c" }] }),
    ],
    ["with characters beyond the basic plane", json({ ...BODY, customer: "😀😀😀😀😀" })],
    ["with two decimal places", json({ ...BODY, weight: 0.29 })],
    ["with an assigned country", json({ ...BODY, country: "SS" })],
  ])("passes one %s", (_, body) => {
    expect(rulesOf(post(body, HEADERS, 201))).toEqual([]);
  });

  it.each<[string, Body, string]>([
    ["empty", { state: "empty" }, "request.body-missing"],
    ["blank", { state: "text", text: " \n" }, "request.body-missing"],
    ["no JSON", { state: "text", text: "{'customer': 1}" }, "request.body-unparseable"],
    ["of another type", json([]), "request.body-invalid"],
    ["null", json(null), "request.body-invalid"],
  ])("refuses one that is %s", (_, body, rule) => {
    expect(rulesOf(post(body))).toEqual([rule]);
  });

  it("does not accuse a body twice that is what its wrong content type says", () => {
    const xml: Body = { state: "text", text: "<cart/>" };
    expect(rulesOf(post(xml, { ...HEADERS, "Content-Type": "text/xml" }))).toEqual([
      "request.header-invalid",
    ]);
  });

  it.each<[string, object, string, unknown, string, string]>([
    [
      "a number too small",
      { lines: [{ sku: "a", quantity: 0 }] },
      "/lines/0/quantity",
      0,
      "lines[0].quantity is 0; the specification asks for at least 1",
      "lines.items.properties.quantity.minimum",
    ],
    [
      "a text too long",
      { customer: "abcdef" },
      "/customer",
      "abcdef",
      "customer is 6 characters; the specification asks for at most 5 characters",
      "customer.maxLength",
    ],
    [
      "a missing member of an item",
      { lines: [{ sku: "a" }, {}] },
      "/lines/1/sku",
      undefined,
      "lines[1].sku is missing; the specification requires it",
      "lines.items.required",
    ],
    [
      "no items",
      { lines: [] },
      "/lines",
      "an array of 0 items",
      "lines is an array of 0 items; the specification asks for at least 1 item",
      "lines.minItems",
    ],
    [
      "a country that is not assigned",
      { country: "UK" },
      "/country",
      "UK",
      'country is "UK"; the specification asks for an ISO 3166-1 alpha-2 country code',
      "country.format",
    ],
    [
      "three decimal places",
      { weight: 0.125 },
      "/weight",
      0.125,
      "weight is 0.125; the specification asks for at most 2 decimal places",
      "weight.constraints",
    ],
    [
      "a pattern that does not match",
      { zip: "1234" },
      "/zip",
      "1234",
      'zip is "1234"; the specification asks for text that matches ^[0-9]{5}$',
      "zip.pattern",
    ],
    [
      "a secret, which it does not show",
      { password: "hunter2" },
      "/password",
      "***",
      "password is 7 characters; the specification asks for at least 12 characters",
      "password.minLength",
    ],
  ])("cites the broken statement: %s", (_, change, pointer, actual, message, path) => {
    const [verdict, ...more] = verdictsOf(compiled, post(json({ ...BODY, ...change })));
    expect(more).toEqual([]);
    expect(verdict).toMatchObject({ rule: "request.body-invalid", severity: "error", message });
    expect(verdict!.evidence).toMatchObject({ pointer, problems: [{ pointer }] });
    expect(verdict!.evidence.actual).toEqual(actual);
    expect(verdict!.clause.path).toContain(path);
  });

  it("lists every place in one violation that cites the first broken statement", () => {
    const body = { customer: "abcdef", country: "XX", lines: [{ sku: 1, quantity: 0 }] };
    const verdicts = verdictsOf(compiled, post(json(body)));
    expect(verdicts).toHaveLength(1);
    expect(verdicts[0]!.clause.path).toContain("customer.maxLength");
    expect(verdicts[0]!.message).toMatch(/\(and 3 more\)$/);
    const { problems } = verdicts[0]!.evidence as { problems: { pointer: string }[] };
    expect(problems.map(({ pointer }) => pointer)).toEqual([
      "/customer",
      "/country",
      "/lines/0/sku",
      "/lines/0/quantity",
    ]);
  });

  it("is enforced at info where the document's own example breaks the statement", () => {
    const verdicts = verdictsOf(compiled, post(json({ ...BODY, tag: "B-2" }), HEADERS, 201));
    expect(verdicts).toMatchObject([{ rule: "request.body-invalid", severity: "info" }]);
  });

  it("cites a grave statement before a contradicted one", () => {
    const [verdict] = verdictsOf(compiled, post(json({ ...BODY, tag: "B-2", lines: [] })));
    expect(verdict!).toMatchObject({ severity: "error", clause: { text: "minItems: 1" } });
  });
});

describe("answers", () => {
  it("accuses the provider who accepts an invalid request, once", () => {
    const verdicts = verdictsOf(compiled, post(json({ lines: [] }), without("X-Trace"), 201));
    expect(verdicts.map(({ rule }) => rule)).toEqual([
      "request.header-missing",
      "request.body-invalid",
      "request.invalid-accepted",
    ]);
    expect(verdicts[2]).toMatchObject({ party: "provider", severity: "error" });
    expect(verdicts[2]!.clause).toBe(verdicts[0]!.clause);
  });

  it.each([302, 400, 500])("accuses nobody of accepting when the answer is %s", (status) => {
    expect(rulesOf(post(json({ lines: [] }), HEADERS, status))).toEqual(["request.body-invalid"]);
  });

  const rejected = (request: { headers?: Record<string, string>; body?: Body }, code = "INVALID_CART") =>
    exchange({
      url: "https://api.shop.test/carts",
      request,
      response: { status: 400, body: json({ code, message: "no" }) },
    });

  it("accuses the provider who rejects a valid request as invalid", () => {
    const verdicts = verdictsOf(compiled, rejected({ headers: HEADERS, body: json(BODY) }));
    expect(verdicts).toMatchObject([
      { rule: "request.valid-rejected", severity: "warning", party: "provider" },
    ]);
    expect(verdicts[0]!.clause.path).toContain("responses.400.body");
  });

  it.each([
    ["another error code", rejected({ headers: HEADERS, body: json(BODY) }, "OTHER")],
    ["headers that were not captured", rejected({ body: json(BODY) })],
    ["a body that was not captured", rejected({ headers: HEADERS })],
    ["a contradicted statement broken", rejected({ headers: HEADERS, body: json({ ...BODY, tag: "B-2" }) })],
  ])("does not accuse with %s", (_, one) => {
    expect(rulesOf(one)).not.toContain("request.valid-rejected");
  });

  it("does not call a request valid while a statement about it is not enforced", () => {
    const carts = SHOP.carts.replace("maxLength: 5", 'constraints: "must be a good customer"');
    const vague = compileFor(requestFamily, [SHOP.authentication, carts, SHOP.errors]);
    expect(verdictsOf(vague, rejected({ headers: HEADERS, body: json(BODY) }))).toEqual([]);
  });
});

it("leaves bodies alone that are documented as no JSON, and says so", () => {
  const carts = SHOP.carts.replace("application/json", "application/x-www-form-urlencoded");
  const form = compileFor(requestFamily, [SHOP.authentication, carts]);
  const body = form.clauses.find(({ kind }) => kind === "request.body");
  expect(body).toMatchObject({ enforcedBy: [], reasonNot: expect.stringContaining("only JSON bodies") });
  const headers = { ...HEADERS, "Content-Type": "application/x-www-form-urlencoded" };
  expect(verdictsOf(form, post({ state: "text", text: "a=1" }, headers))).toEqual([]);
});
