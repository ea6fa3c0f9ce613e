import type { Violation } from "#violation";

/** A violation with these members of its own. */
export const violationWith = (own: Partial<Violation> = {}): Violation => ({
  id: "v1",
  rule: "request.body-invalid",
  severity: "error",
  party: "consumer",
  clause: { path: "endpoint[POST /parcels]", file: "parcels.md", line: 24, text: 'minimum: "1"' },
  integration: "shop-parcels",
  environment: "production",
  client: "shop",
  endpoint: "POST /parcels",
  time: "2024-01-15T10:30:00.000Z",
  eventIds: ["e1"],
  message: "weight is 0; the specification asks for at least 1",
  evidence: { expected: "≥ 1", actual: 0 },
  count: 1,
  ...own,
});
