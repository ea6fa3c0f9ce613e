import { RULES } from "#checks";
import { simulate } from "./index.ts";
import { judged, specificationOf } from "./judged-spec.ts";

const fenced = (...blocks: string[]) =>
  `# Parcels\n\n${blocks.map((text) => `\`\`\`yaml\n${text}\`\`\`\n`).join("\n")}`;

const ENDPOINT = `endpoint:
  method: POST
  path: /parcels/{id}/labels
headers:
  required:
    Content-Type: application/json
    X-Trace: "string (UUID)"
request:
  body:
    type: object
    required: [size, count]
    properties:
      size:
        type: string
        constraints: "one of: small, large"
      count:
        type: integer
        constraints: "between 1 and 10"
      note: "string - for the driver (optional)"
responses:
  201:
    description: Created
    headers:
      Location: /labels/1
    body:
      type: object
      required: [id, pages]
      properties:
        id:
          type: string
          format: UUID
        pages:
          type: array
          items:
            type: object
            required: [number]
            properties:
              number:
                type: integer
  400:
    description: Invalid
    body:
      error:
        code: BAD_LABEL
        message: The label is invalid
`;
const ENVIRONMENTS = `environments:
  live:
    base_url: https://api.parcels.example:8443/v3
  test:
    base_url: https://test.parcels.example/v3
`;
const ERRORS = `error_format:
  standard_response:
    error:
      code: "string - machine-readable"
      message: "string - for people"
`;
const CODES = `error_codes:
  NO_PARCEL:
    http_status: 404
    description: No such parcel
  IN_TRANSIT:
    http_status: 409
    description: On its way
  REFUSED:
    http_status: 401
    description: Who are you
`;
const API_KEY = `authentication:
  type: API Key
  usage:
    header: "X-Api-Key: {api_key}"
`;
const LIMITS = `rate_limits:
  default:
    requests_per_minute: 30
  exceeded_response:
    status: 429
    body:
      error:
        code: TOO_MANY
        message: Slow down
      retry_after: 60
`;

const DOCUMENTS: readonly (readonly [string, string])[] = [
  ["one endpoint", fenced(ENDPOINT)],
  ["environments and errors", fenced(ENDPOINT, ENVIRONMENTS, ERRORS, CODES)],
  ["an API key and limits without headers", fenced(API_KEY, ENDPOINT, ENVIRONMENTS, ERRORS, CODES, LIMITS)],
];

const SEEDS = [1, 2];

describe.each(DOCUMENTS)("a document with %s", (_, text) => {
  const specification = specificationOf(text);
  const options = { specification, count: 4000, ratePerSecond: 10, startMs: Date.UTC(2024, 4, 15, 22) };

  test.each(SEEDS)("raises what the truth names, seed %d", (seed) => {
    const events = [...simulate({ ...options, seed, faults: "all" })];
    const said = judged(specification, events).map(({ rule, eventIds }) => `${rule} ${eventIds[0]}`);
    const known = events.flatMap(({ truth }) => truth).filter(({ rule }) => RULES.has(rule));
    expect(said.sort()).toEqual(known.map(({ rule, eventId }) => `${rule} ${eventId}`).sort());
    expect(known.length).toBeGreaterThan(30);
  });

  test("is clean without faults", () => {
    expect(judged(specification, simulate({ ...options, seed: 3, faults: "none" }))).toEqual([]);
  });
});
