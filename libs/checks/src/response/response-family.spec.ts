import type { Body } from "#observation";
import { exchange, json, signalsOf, verdictsOf } from "../testing/fixtures.ts";
import { compileFor } from "../testing/shop.ts";
import { responseFamily } from "./response-family.ts";

const compiled = compileFor(responseFamily);

const CREATED = {
  cart_id: "C-9",
  total: 3,
  created_at: "2024-02-29T23:59:59.123+02:00",
  links: { self: "https://api.shop.test/carts/C-9" },
  lines: [{ sku: "x" }, { sku: "y" }],
};
const HEADERS = { Location: "/carts/C-9" };

const answered = (status: number, body: Body = { state: "absent" }, headers?: Record<string, string>) =>
  exchange({ url: "https://api.shop.test/carts", response: { status, body, headers } });

const created = (change: object) => answered(201, json({ ...CREATED, ...change }), HEADERS);

const dropped = (name: keyof typeof CREATED) =>
  json(Object.fromEntries(Object.entries(CREATED).filter(([key]) => key !== name)));

const rulesOf = (...exchanges: ReturnType<typeof exchange>[]): string[] =>
  verdictsOf(compiled, ...exchanges).map(({ rule }) => rule);

it.each([
  ["all that is documented", created({})],
  ["an empty array", created({ lines: [] })],
  ["nothing captured", answered(201)],
  ["a truncated body", answered(201, { state: "truncated" }, HEADERS)],
  ["the JSON as text", answered(201, { state: "text", text: JSON.stringify(CREATED) }, HEADERS)],
  ["no answer at all", { ...answered(201), response: undefined, failure: "timeout" as const }],
])("passes %s", (_, one) => {
  expect(rulesOf(one)).toEqual([]);
});

describe("statuses", () => {
  it.each([
    ["the endpoint's own", 400],
    ["the catalogue's", 503],
    ["a scenario's", 402],
    ["exceeded_response's", 429],
  ])("knows %s", (_, status) => {
    expect(rulesOf(answered(status))).toEqual([]);
  });

  it("makes one episode of an endpoint's undocumented status", () => {
    const signals = signalsOf(compiled, answered(418), answered(418), answered(202));
    const episodes = signals.map((signal) => (signal.kind === "occurrence" ? signal.episode : ""));
    expect(episodes[0]).toBe(episodes[1]);
    expect(episodes[2]).not.toBe(episodes[0]);
    expect(signals[0]).toMatchObject({
      kind: "occurrence",
      verdict: {
        rule: "response.undocumented-status",
        severity: "error",
        party: "provider",
        clause: { path: "endpoint[POST /carts].responses" },
      },
    });
  });

  it("accuses no endpoint that documents no status", () => {
    const bare = compileFor(responseFamily, ['endpoint:\n  method: "POST"\n  path: "/carts"']);
    expect(verdictsOf(bare, answered(418))).toEqual([]);
  });

  it("says nothing of endpoints without a block", () => {
    expect(rulesOf(exchange({ url: "https://api.shop.test/stock", response: { status: 418 } }))).toEqual([]);
  });
});

describe("headers", () => {
  it("asks for a documented header", () => {
    expect(verdictsOf(compiled, answered(201, json(CREATED), {}))).toMatchObject([
      { rule: "response.header-missing", severity: "warning", evidence: { header: "Location" } },
    ]);
  });

  it("leaves rate-limit headers to their own rule, but asks for Retry-After", () => {
    expect(verdictsOf(compiled, answered(429, { state: "absent" }, {}))).toMatchObject([
      { rule: "response.header-missing", evidence: { header: "Retry-After" } },
    ]);
  });

  it.each([
    ["BUSY", ["response.header-missing"]],
    ["BROKEN", []],
  ])("asks a 503 with the code %s for what the catalogue gives it: %s", (code, rules) => {
    const body = json({ code, message: "m", trace: "t" });
    expect(rulesOf(answered(503, body, {}))).toEqual(rules);
  });
});

describe("bodies", () => {
  it.each<[string, Body]>([
    ["no JSON", { state: "text", text: "<html>" }],
    ["empty", { state: "empty" }],
  ])("refuses one that is %s", (_, body) => {
    const verdicts = verdictsOf(compiled, answered(201, body, HEADERS));
    expect(verdicts).toMatchObject([{ rule: "response.body-unparseable", severity: "error" }]);
    expect(verdicts[0]!.clause.path).toContain("responses.201.body");
  });

  it("cites the error format for an error that is no JSON", () => {
    const verdicts = verdictsOf(compiled, answered(500, { state: "text", text: "oops" }));
    expect(verdicts).toMatchObject([{ rule: "response.body-unparseable" }]);
    expect(verdicts[0]!.clause.path).toContain("error_format");
  });

  it("leaves the body of a 429 to rate-limit.response", () => {
    const headers = { "Retry-After": "1" };
    expect(rulesOf(answered(429, { state: "text", text: "no" }, headers))).toEqual([]);
    expect(rulesOf(answered(429, json({ code: 1 }), headers))).toEqual([]);
  });

  it.each([
    ["another type", { total: "3" }, "/total", "total"],
    ["null for a text", { cart_id: null }, "/cart_id", "cart_id"],
    ["another format", { created_at: "yesterday" }, "/created_at", "created_at"],
    ["a day that does not exist", { created_at: "2023-02-29T00:00:00Z" }, "/created_at", "created_at"],
    ["no URI", { links: { self: "carts" } }, "/links/self", "links.self"],
    ["a wrong item", { lines: [{ sku: "a" }, { sku: 2 }] }, "/lines/1/sku", "lines[0].sku"],
  ])("finds %s", (_, change, pointer, path) => {
    const verdicts = verdictsOf(compiled, created(change));
    expect(verdicts).toMatchObject([
      { rule: "response.body-invalid", severity: "error", evidence: { pointer } },
    ]);
    expect(verdicts[0]!.clause.path).toContain(path);
  });

  it("lists all missing members in one warning", () => {
    const verdicts = verdictsOf(compiled, answered(201, json({ cart_id: "C-9", lines: [] }), HEADERS));
    expect(verdicts).toMatchObject([{ rule: "response.field-missing", severity: "warning" }]);
    expect(verdicts[0]!.message).toBe(
      "The response lacks total, created_at, links, which the specification documents",
    );
  });

  it("is an error where a scenario's response_contains names the member", () => {
    const [verdict] = verdictsOf(compiled, answered(201, dropped("cart_id"), HEADERS));
    expect(verdict).toMatchObject({ rule: "response.field-missing", severity: "error" });
  });

  it("makes one episode of an undocumented member, wherever in an array it is", () => {
    const lines = [
      { sku: "a", colour: 1 },
      { sku: "b", colour: 2 },
    ];
    const signals = signalsOf(compiled, created({ lines, gift: true }), created({ gift: true }));
    const seen = signals.map((signal) =>
      signal.kind === "occurrence" ? [signal.verdict.severity, signal.verdict.evidence.pointer] : [],
    );
    expect(seen).toEqual([
      ["info", "/lines/*/colour"],
      ["info", "/gift"],
      ["info", "/gift"],
    ]);
  });
});

describe("errors", () => {
  it("holds an example only against responses with its code", () => {
    const other = { code: "NO_CUSTOMER", message: "m", trace: "t" };
    expect(rulesOf(answered(400, json(other)))).toEqual([]);
    const own = { code: "INVALID_CART", message: "m", trace: "t" };
    expect(verdictsOf(compiled, answered(400, json(own)))).toMatchObject([
      { rule: "response.field-missing", evidence: { pointer: "/hint" } },
    ]);
  });

  it("leaves the members of the error format to error.format, and knows them as documented", () => {
    const own = { code: "INVALID_CART", message: 7, hint: "h", details: [], trace: 1 };
    expect(rulesOf(answered(400, json(own)))).toEqual([]);
  });
});

it("judges HEAD as its GET without a body", () => {
  const head = (status: number) =>
    exchange({
      method: "HEAD",
      url: "https://api.shop.test/carts/7",
      response: { status, body: { state: "empty" } },
    });
  expect(rulesOf(head(200))).toEqual([]);
  expect(rulesOf(head(206))).toEqual(["response.undocumented-status"]);
});

it("says which clauses it enforces", () => {
  const clause = (path: string) => compiled.clauses.find((one) => one.path.includes(path));
  expect(clause("responses.429.headers.X-Limit")!.enforcedBy).toEqual(["rate-limit.headers-missing"]);
  expect(clause("responses.429.body")!.reasonNot).toContain("rate-limit.response");
  expect(clause("responses.201.body")!.enforcedBy).toContain("response.field-missing");
});
