import { loadSpecification } from "#spec";
import { compileSpecification } from "../engine/compile-specification.ts";
import { exchange, headers, json } from "../testing/fixtures.ts";

const TEXT = `# Shop

\`\`\`yaml
endpoint: { method: "POST", path: "/carts" }
headers:
  optional:
    Idempotency-Key: "string"
request:
  body:
    type: object
    properties:
      customer: { type: string }
      lines:
        type: array
        items: { type: object, properties: { sku: { type: string }, quantity: { type: integer } } }
responses:
  201:
    body: { cart_id: "C-1", total: 3 }
  400:
    body: { code: "INVALID", message: "no" }
  409:
    body: { code: "TAKEN", message: "no" }
\`\`\`

\`\`\`yaml
error_format: { code: "string", message: "string" }
\`\`\`

\`\`\`yaml
environments:
  live: { base_url: "https://api.shop.test" }
  trial: { base_url: "https://trial.shop.test" }
\`\`\`

\`\`\`yaml
test_scenarios:
  fine:
    name: "A cart"
    request: { method: "POST", path: "/carts" }
    expected: { status: 201, response_contains: ["cart_id", "total"] }
  again:
    name: "The same cart twice"
    steps:
      - "Send a cart with Idempotency-Key: k"
      - "Response: 201 Created, cart_id: C-1"
      - "Send it again with the same key"
      - "Response: 200 OK, cart_id: C-1 (same cart)"
  errors:
    - { name: "Nobody", request: "{cart without customer}", expected_status: 400, expected_error: "INVALID" }
    - { name: "Nothing", request: "{cart with quantity: 0}", expected_status: 400, expected_error: "INVALID" }
    - { name: "Taken", setup: "take it", expected_status: 409, expected_error: "TAKEN" }
    - { name: "Elsewhere", request: "POST /nowhere", expected_status: 404 }
    - { name: "A feeling", expected: "all is well" }
\`\`\`
`;

const compiled = compileSpecification(loadSpecification([{ name: "spec.md", text: TEXT }], () => "0"));

type Call = [body: object, status: number, answer?: object, key?: string, url?: string];

const VALID = { customer: "c", lines: [{ sku: "s", quantity: 1 }] };

/** What these calls show, by the scenario's name: passed and failed in the environment `live`. */
const shown = (...calls: Call[]) => {
  const state = compiled.initialState();
  for (const [body, status, answer, key, url] of calls) {
    const one = exchange({
      url: url ?? "https://api.shop.test/carts",
      client: "c-1",
      request: { body: json(body) },
      response: { status, ...(answer && { body: json(answer) }) },
    });
    if (key !== undefined) one.request.headers = headers({ "Idempotency-Key": key });
    compiled.observe(state, one, one.timeMs, () => undefined);
  }
  return Object.fromEntries(
    compiled.scenarios(structuredClone(state)).flatMap(({ clause, results }) => {
      const live = results.find(({ environment }) => environment === "live");
      return live && live.passed + live.failed > 0
        ? [[clause.parameters.name, [live.passed, live.failed]]]
        : [];
    }),
  );
};

const CART = { cart_id: "C-1", total: 3 };
const INVALID = { code: "INVALID", message: "no" };

test.each<[string, Call[], Record<string, number[]>]>([
  ["a cart as expected", [[VALID, 201, CART]], { "A cart": [1, 0] }],
  ["a cart without what it must contain", [[VALID, 201, { cart_id: "C-1" }]], { "A cart": [0, 1] }],
  ["another success than expected", [[VALID, 202, CART]], { "A cart": [0, 1] }],
  ["a cart whose answer was not captured", [[VALID, 201]], {}],
  ["a failure, which is none of it", [[VALID, 500]], {}],
  ["another environment", [[VALID, 201, CART, undefined, "https://trial.shop.test/carts"]], {}],
  ["a request as sketched, refused", [[{ lines: [] }, 400, INVALID]], { Nobody: [1, 0] }],
  ["… refused otherwise", [[{ lines: [] }, 409, { code: "TAKEN" }]], { Nobody: [0, 1], Taken: [1, 0] }],
  ["… accepted", [[{ lines: [] }, 201, CART]], { Nobody: [0, 1], "A cart": [1, 0] }],
  ["… but not let in", [[{ lines: [] }, 401, { code: "WHO" }]], {}],
  ["… but too often", [[{ lines: [] }, 429]], {}],
  [
    "a member deep inside",
    [[{ ...VALID, lines: [{ quantity: 1 }, { quantity: 0 }] }, 400, INVALID]],
    { Nothing: [1, 0] },
  ],
  ["an error by its code", [[VALID, 409, { code: "TAKEN" }]], { Taken: [1, 0] }],
  ["an error's code with another status", [[VALID, 422, { code: "TAKEN" }]], { Taken: [0, 1] }],
  [
    "a repetition as expected",
    [
      [VALID, 201, CART, "k"],
      [VALID, 200, CART, "k"],
    ],
    { "A cart": [1, 0], "The same cart twice": [1, 0] },
  ],
  [
    "a repetition answered as if it were new",
    [
      [VALID, 201, CART, "k"],
      [VALID, 201, CART, "k"],
    ],
    { "A cart": [2, 0], "The same cart twice": [0, 1] },
  ],
  [
    "a repetition that conflicts, which the document allows as well",
    [
      [VALID, 201, CART, "k"],
      [VALID, 409, { code: "TAKEN" }, "k"],
    ],
    { "A cart": [1, 0], Taken: [1, 0] },
  ],
  [
    "two keys",
    [
      [VALID, 201, CART, "k"],
      [VALID, 201, CART, "l"],
    ],
    { "A cart": [2, 0] },
  ],
])("%s", (_, calls, expected) => expect(shown(...calls)).toEqual(expected));

test("says which scenarios no traffic can show, and lists every environment", () => {
  const coverage = compiled.scenarios(compiled.initialState());
  const reasons = coverage.flatMap(({ clause, unobservable }) =>
    unobservable === undefined ? [] : [[clause.parameters.name, unobservable]],
  );
  expect(reasons).toEqual([
    ["Elsewhere", "POST /nowhere is not defined by the specification"],
    ["A feeling", "it expects neither a status nor an error code"],
  ]);
  expect(coverage[0]?.results).toEqual([
    { environment: "live", passed: 0, failed: 0 },
    { environment: "trial", passed: 0, failed: 0 },
  ]);
});
