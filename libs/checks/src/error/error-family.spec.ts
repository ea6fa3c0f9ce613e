import type { Body } from "#observation";
import { exchange, json, verdictsOf } from "../testing/fixtures.ts";
import { SHOP, compileFor } from "../testing/shop.ts";
import { errorFamily } from "./error-family.ts";

const compiled = compileFor(errorFamily);

const GOOD = { code: "BROKEN", message: "m", trace: "t" };

const failed = (status: number, value: unknown, path = "/carts", method = "POST") =>
  exchange({ method, url: `https://api.shop.test${path}`, response: { status, body: json(value) } });

const text = (body: Body) =>
  exchange({ url: "https://api.shop.test/carts", response: { status: 500, body } });

it.each([
  ["the documented format", failed(500, GOOD)],
  ["an optional member", failed(500, { ...GOOD, details: [] })],
  ["an optional member that is null", failed(500, { ...GOOD, details: null })],
  ["further members", failed(500, { ...GOOD, more: 1 })],
  ["a success", failed(200, { code: "NOPE" })],
  ["a body that was not captured", text({ state: "absent" })],
  ["a body that is no JSON, which is response.body-unparseable's", text({ state: "text", text: "no" })],
  ["a 429, which is rate-limit.response's", failed(429, { code: "NOPE" })],
  ["the token endpoint, whose format is OAuth's", failed(400, { error: "invalid_client" }, "/oauth/token")],
  ["a path that the specification does not name", failed(404, { error: "no route" }, "/nowhere")],
  ["a code that only a scenario names", failed(402, { ...GOOD, code: "NO_MONEY" })],
])("passes %s", (_, one) => {
  expect(verdictsOf(compiled, one)).toEqual([]);
});

describe("error.format", () => {
  it.each([
    ["a missing member", { code: "BROKEN", message: "m" }, "/trace", "info"],
    ["a missing member that every example shows", { code: "BROKEN", trace: "t" }, "/message", "error"],
    ["another type", { ...GOOD, message: 1 }, "/message", "error"],
    ["an optional member of another type", { ...GOOD, details: "x" }, "/details", "error"],
    ["a code that is no text", { ...GOOD, code: 500 }, "/code", "error"],
  ])("finds %s", (_, body, pointer, severity) => {
    expect(verdictsOf(compiled, failed(500, body))).toMatchObject([
      { rule: "error.format", severity, party: "provider", evidence: { pointer } },
    ]);
  });

  it("holds at endpoints that are only mentioned", () => {
    expect(verdictsOf(compiled, failed(500, {}, "/stock", "GET"))).toMatchObject([
      { rule: "error.format", evidence: { pointer: "/code" } },
    ]);
  });
});

describe("codes", () => {
  it("finds one that stands nowhere", () => {
    const verdicts = verdictsOf(compiled, failed(500, { ...GOOD, code: "MELTDOWN" }));
    expect(verdicts).toMatchObject([{ rule: "error.unknown-code", evidence: { actual: "MELTDOWN" } }]);
    expect(verdicts[0]!.clause.path).toBe("error_codes");
  });

  it("finds one with another status than the catalogue's", () => {
    const verdicts = verdictsOf(compiled, failed(500, { ...GOOD, code: "NO_CUSTOMER" }));
    expect(verdicts).toMatchObject([
      { rule: "error.status-mismatch", evidence: { expected: 404, actual: 500 } },
    ]);
    expect(verdicts[0]!.clause.path).toContain("error_codes.NO_CUSTOMER");
  });

  it("accepts the status that an example gives the code, against the catalogue", () => {
    const errors = SHOP.errors.replace("http_status: 404", "http_status: 422");
    const both = compileFor(errorFamily, [SHOP.carts, errors]);
    const code = { ...GOOD, code: "NO_CUSTOMER" };
    expect(verdictsOf(both, failed(404, code), failed(422, code))).toEqual([]);
    expect(verdictsOf(both, failed(500, code))).toMatchObject([
      { rule: "error.status-mismatch", severity: "info" },
    ]);
  });

  it("are found where the error format nests them", () => {
    const nested = `
error_format:
  error:
    code: "string - what went wrong"
error_codes:
  KNOWN: { http_status: 400 }
`;
    const deep = compileFor(errorFamily, [SHOP.readCart, nested]);
    const answer = (code: string) => failed(400, { error: { code } }, "/carts/1", "GET");
    expect(verdictsOf(deep, answer("KNOWN"))).toEqual([]);
    expect(verdictsOf(deep, answer("OTHER"))).toMatchObject([{ rule: "error.unknown-code" }]);
  });

  it("are not judged where the specification names none", () => {
    const bare = compileFor(errorFamily, [SHOP.readCart, SHOP.errors.split("error_codes:")[0]!]);
    expect(verdictsOf(bare, failed(500, { ...GOOD, code: "ANY" }, "/carts/1", "GET"))).toEqual([]);
  });
});
