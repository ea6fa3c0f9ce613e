import { findings, ofYaml } from "../testing/load.ts";

const post = (responses: string, header = "X-Idempotency-Key") =>
  `endpoint: POST /orders\nheaders: { optional: { ${header}: string } }\nresponses: { 201: {}, ${responses} }\n---\n`;
const twice = (status: number) => `test_scenarios:
  idempotency:
    name: The same order twice
    steps:
      - "Send POST /orders with X-Idempotency-Key: k"
      - "Response: 201 Created"
      - "Send the same request again with the same idempotency key"
      - "Response: ${status}"
`;
const REFUSED = "409: { body: { error_code: DUPLICATE, message: This idempotency key was used } }";

describe("lint.idempotency-contradiction", () => {
  const found = (text: string) => findings(ofYaml(text), "lint.idempotency-contradiction");

  it.each([
    ["by its example", REFUSED],
    ["by its description", "409: { description: The idempotency key was used before }"],
  ])("finds a scenario that a conflict contradicts %s", (_, responses) => {
    const [finding, ...others] = found(post(responses) + twice(200));
    expect(others).toEqual([]);
    expect(finding).toContain("answers a repeated key with 200, and POST /orders documents 409 for it");
  });

  it.each([
    ["both say 409", post(REFUSED) + twice(409)],
    [
      "the conflict is about something else",
      post("409: { description: The order was shipped }") + twice(200),
    ],
    [
      "another body is refused",
      post("409: { description: Idempotency key used with a different body }") + twice(200),
    ],
    [
      "the first is not done",
      post("409: { description: A request with this idempotency key is in progress }") + twice(200),
    ],
    ["there is no scenario", post(REFUSED)],
  ])("says nothing where %s", (_, text) => expect(found(text)).toEqual([]));
});

describe("lint.idempotency-undocumented", () => {
  const found = (text: string) => findings(ofYaml(text), "lint.idempotency-undocumented");

  it("finds a POST without a key", () => {
    expect(found(post("400: {}", "X-Trace"))[0]).toContain("POST /orders documents no idempotency header");
  });

  it.each([
    ["it has one", post("400: {}", "Idempotency-Key")],
    ["it is no POST", "endpoint: PUT /orders/{id}\n"],
  ])("says nothing where %s", (_, text) => expect(found(text)).toEqual([]));
});
