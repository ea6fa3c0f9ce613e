import { loadSpecification } from "#spec";
import type { Specification } from "#spec";
import { compileSpecification } from "../engine/compile-specification.ts";
import type { CheckFamily } from "../check.ts";
import type { CompiledSpecification } from "../compiled-specification.ts";

const ENVIRONMENTS = `
environments:
  live:
    base_url: "https://api.shop.test"
  trial:
    base_url: "https://trial.shop.test"
`;

const AUTHENTICATION = `
authentication:
  type: "Bearer Token (OAuth 2.0)"
  endpoints:
    token:
      url: "https://api.shop.test/oauth/token"
      method: "POST"
  usage:
    header: "Authorization: Bearer {access_token}"
`;

const CARTS = `
endpoint:
  method: "POST"
  path: "/carts"
headers:
  required:
    Authorization: "Bearer {access_token}"
    Content-Type: "application/json"
    X-Trace: "string (UUID) - one a call"
  optional:
    X-Priority: "integer"
request:
  body:
    type: object
    required: [customer, lines]
    properties:
      customer: { type: string, maxLength: 5 }
      password: { type: string, minLength: 12 }
      country: { type: string, format: "ISO 3166-1 alpha-2" }
      weight: { type: number, constraints: "2 decimal places" }
      zip: { type: string, pattern: "^[0-9]{5}$" }
      tag:
        type: string
        constraints: "alphanumeric"
        example: "A-1"
      lines:
        type: array
        minItems: 1
        maxItems: 3
        items:
          type: object
          required: [sku]
          properties:
            sku: { type: string }
            quantity: { type: integer, minimum: 1 }
responses:
  201:
    headers:
      Location: "where the cart is"
    body:
      cart_id: "C-1"
      total: 12.5
      created_at: "2024-01-15T10:30:00Z"
      links:
        self: "https://api.shop.test/carts/C-1"
      lines:
        - sku: "S-1"
  400:
    body:
      code: "INVALID_CART"
      message: "The cart is not valid"
      hint: "See the manual"
  404:
    body:
      code: "NO_CUSTOMER"
      message: "No such customer"
  429:
    headers:
      Retry-After: "60"
      X-Limit: "10"
    body:
      code: "SLOW_DOWN"
      message: "Too many calls"
`;

const READ_CART = `
endpoint:
  method: "GET"
  path: "/carts/{id}"
responses:
  200:
    body:
      cart_id: "C-1"
`;

const ERRORS = `
error_format:
  standard_response:
    code: "string - what went wrong"
    message: "string - for people"
    details: "array - members (optional)"
    trace: "string - for support"

error_codes:
  INVALID_CART:
    http_status: 400
  NO_CUSTOMER:
    http_status: 404
  SLOW_DOWN:
    http_status: 429
  BROKEN:
    http_status: 500
  BUSY:
    http_status: 503
    headers:
      Retry-After: "seconds"
`;

const LIMITS = `
rate_limits:
  default:
    requests_per_minute: 100
  per_endpoint:
    "/stock":
      limit: "60 requests/minute"
  headers:
    X-Limit: "calls a minute"
  exceeded_response:
    status: 429
    body:
      code: "SLOW_DOWN"
      message: "Too many calls"
      retry_after: 60
`;

const SCENARIOS = `
test_scenarios:
  happy:
    name: "A cart is made"
    request:
      method: "POST"
      path: "/carts"
    expected:
      status: 201
      response_contains: ["cart_id"]
  poor:
    name: "No money"
    expected_status: 402
    expected_error: "NO_MONEY"
`;

/** The blocks of a small shop's specification. */
export const SHOP = {
  environments: ENVIRONMENTS,
  authentication: AUTHENTICATION,
  carts: CARTS,
  readCart: READ_CART,
  errors: ERRORS,
  limits: LIMITS,
  scenarios: SCENARIOS,
};

/** The specification that these blocks make. */
export const load = (...blocks: readonly string[]): Specification => {
  const fenced = blocks.map((block) => `\`\`\`yaml\n${block.trim()}\n\`\`\`\n`);
  return loadSpecification([{ name: "shop.md", text: `# Shop\n\n${fenced.join("\n")}` }], () => "0");
};

/** These blocks compiled for one family. */
export const compileFor = (
  family: CheckFamily,
  blocks: readonly string[] = Object.values(SHOP),
): CompiledSpecification => compileSpecification(load(...blocks), [family]);
