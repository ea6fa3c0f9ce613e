import type { Body } from "#observation";
import { json, verdictsOf } from "../testing/fixtures.ts";
import { SHOP, compileFor } from "../testing/shop.ts";
import { requestFamily } from "./request-family.ts";
import { BODY, HEADERS, compiled, post, rulesOf } from "./request.fixture.ts";

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
      "a secret of another type, which it does not show",
      { password: 7 },
      "/password",
      "***",
      "password is ***; the specification asks for a string",
      "password.type",
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

  it.each(["short", "hmac:0123456789ab"])(
    "does not judge a credential's text, raw or redacted: %s",
    (password) => {
      expect(rulesOf(post(json({ ...BODY, password }), HEADERS, 201))).toEqual([]);
      const minLength = compiled.clauses.find(({ path }) => path.endsWith("password.minLength"));
      expect(minLength).toMatchObject({ enforcedBy: [], reasonNot: expect.stringContaining("redacted") });
    },
  );

  it("cites a grave statement before a contradicted one", () => {
    const [verdict] = verdictsOf(compiled, post(json({ ...BODY, tag: "B-2", lines: [] })));
    expect(verdict!).toMatchObject({ severity: "error", clause: { text: "minItems: 1" } });
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
