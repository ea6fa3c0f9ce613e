import type { Interaction, Observation } from "#observation";
import { loadSpecification } from "#spec";
import { compileSpecification } from "../engine/compile-specification.ts";
import { exchange, json } from "../testing/fixtures.ts";
import type { ToldMinute } from "./measuring.ts";

const T = Date.UTC(2024, 0, 15, 10);
const MINUTE = 60_000;

const TEXT = `# Shop

\`\`\`yaml
endpoint: { method: "POST", path: "/carts" }
request:
  body:
    type: object
    required: [customer]
    properties:
      customer: { type: string }
      note: { type: string }
      lines: { type: array, items: { type: object, properties: { sku: { type: string } } } }
responses:
  201:
    body: { cart_id: "C-1" }
  409:
    body: { code: "TAKEN", message: "no" }
\`\`\`

\`\`\`yaml
error_format: { code: "string", message: "string" }
\`\`\`

\`\`\`yaml
environments:
  live: { base_url: "https://api.shop.test" }
\`\`\`

\`\`\`yaml
test_scenarios:
  fine:
    name: "A cart"
    request: { method: "POST", path: "/carts" }
    expected: { status: 201, response_contains: ["cart_id"] }
\`\`\`

\`\`\`mermaid
sequenceDiagram
participant S as Shop
S->>Carts: Open
Carts-->>S: Opened
S->>Carts: Open
\`\`\`
`;

const specification = loadSpecification([{ name: "shop.md", text: TEXT }], (text) => text);

/** What is told of these once their minute is over. */
const toldOf = (...observations: readonly Exclude<Observation, { type: "watermark" | "activation" }>[]) => {
  const compiled = compileSpecification(specification);
  const state = compiled.initialState();
  const told: ToldMinute[] = [];
  const ignore = (): void => undefined;
  let clockMs = 0;
  for (const one of observations) {
    clockMs = Math.max(clockMs, one.timeMs);
    compiled.observe(state, one, clockMs, ignore);
    compiled.advance(state, clockMs, ignore, (minute) => told.push(structuredClone(minute)));
  }
  compiled.advance(state, clockMs + 10 * MINUTE, ignore, (minute) => told.push(structuredClone(minute)));
  return told;
};

const call = (at: number, request: unknown, status: number, response: unknown, more: object = {}) =>
  exchange({
    method: "POST",
    url: "https://api.shop.test/carts",
    client: "web",
    timeMs: T + at,
    request: { headers: { accept: "*/*" }, body: json(request) },
    response: { status, headers: { etag: "1" }, body: json(response) },
    ...more,
  });

const step = (at: number, more: Partial<Interaction> = {}): Interaction => ({
  type: "interaction",
  source: "tracer",
  id: String(at),
  timeMs: T + at,
  environment: "live",
  traceId: "t",
  from: "S",
  to: "carts",
  message: "open",
  arrow: "sync",
  failed: false,
  partial: false,
  ...more,
});

it("tells nothing of exchanges that were captured whole, and counts documented error codes", () => {
  const told = toldOf(
    call(1, { customer: "c" }, 201, { cart_id: "1" }),
    call(2, { customer: "c" }, 409, { code: "TAKEN", message: "no" }),
    call(3, { customer: "c" }, 409, { code: "NEVER HEARD", message: "no" }),
  );
  expect(told[0]!.cells[0]).toMatchObject({ outcomes: { 201: 1, 409: 2 }, errorCodes: { TAKEN: 1 } });
  expect(told[0]!.cells[0]).not.toHaveProperty("uncaptured");
});

it("samples which optional members the first few bodies have", () => {
  const bodies = toldOf(
    call(1, { customer: "c", note: "n", lines: [{ sku: "1" }, {}] }, 201, { cart_id: "1" }),
    call(2, { customer: "c", lines: [] }, 201, { cart_id: "1" }),
    call(3, { customer: "c" }, 201, { cart_id: "1" }),
    call(4, { customer: "c", note: "passed over" }, 201, { cart_id: "1" }),
  )[0]!.bodies;
  expect(bodies).toEqual([
    {
      environment: "live",
      body: "endpoint[POST /carts].request.body",
      samples: 3,
      members: {
        "/properties/note": 1,
        "/properties/lines": 2,
        "/properties/lines/items": 1,
        "/properties/lines/items/properties/sku": 1,
      },
    },
    { environment: "live", body: "endpoint[POST /carts].responses.201.body", samples: 3, members: {} },
  ]);
});

it("looks at no more than 20 bodies of a kind in a minute", () => {
  const many = Array.from({ length: 40 }, (_, n) =>
    call(n, { customer: "c" }, 201, {}, { client: `web-${n}` }),
  );
  expect(toldOf(...many)[0]!.bodies!.map(({ samples }) => samples)).toEqual([20, 20]);
});

it("counts interactions in the words of the first arrow alike, failures too", () => {
  const arrow = { environment: "live", from: "Shop", to: "Carts" };
  const [minute] = toldOf(
    step(1),
    step(2, { message: " OPEN ", failed: true }),
    step(3, { message: "close" }),
    step(4, { from: "Carts", to: "Shop", arrow: "reply", message: "Opened" }),
  );
  expect(minute!.interactions).toEqual([
    { ...arrow, message: "Open", arrow: "sync", count: 2, failed: 1 },
    { environment: "live", from: "Carts", to: "Shop", message: "Opened", arrow: "reply", count: 1 },
  ]);
});

it("tells what scenarios showed since the minute before", () => {
  const told = toldOf(
    call(1, { customer: "c" }, 201, { cart_id: "1" }),
    call(2, { customer: "c" }, 201, {}, { id: "failing" }),
    call(2 * MINUTE, {}, 400, {}),
    call(5 * MINUTE, { customer: "c" }, 201, { cart_id: "1" }),
  );
  const scenario = { environment: "live", path: "test_scenarios.fine" };
  expect(told.map(({ scenarios }) => scenarios)).toEqual([
    [{ ...scenario, passed: 1, failed: 1, lastAt: "2024-01-15T10:00:00.002Z", lastFailure: "failing" }],
    [{ ...scenario, passed: 1, lastAt: "2024-01-15T10:05:00.000Z" }],
    undefined,
  ]);
});

it("takes back what another side's records had shown", () => {
  const bare = { request: {}, observedBy: "consumer" };
  const told = toldOf(
    call(1, undefined, 201, {}, bare),
    call(MINUTE, undefined, 201, {}, bare),
    call(3 * MINUTE + 1, { customer: "c" }, 201, {}, { observedBy: "gateway" }),
    call(3 * MINUTE - 1, { customer: "c" }, 201, {}, { observedBy: "gateway" }),
  );
  const sum = told
    .flatMap(({ cells }) => cells)
    .reduce((total, { uncaptured }) => total + (uncaptured?.requestHeaders ?? 0), 0);
  expect(sum).toBeLessThanOrEqual(2);
});
