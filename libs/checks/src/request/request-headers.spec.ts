import { exchange, json, verdictsOf } from "../testing/fixtures.ts";
import { BODY, HEADERS, compiled, post, rulesOf, without } from "./request.fixture.ts";

describe("headers", () => {
  it.each([
    ["documented values", HEADERS],
    ["media type parameters and capitals", { ...HEADERS, "Content-Type": "Application/JSON; charset=utf-8" }],
    ["an integer as text", { ...HEADERS, "X-Priority": "3" }],
    ["a missing credential, which is the auth rules' alone", without("Authorization")],
  ])("passes %s", (_, headers) => {
    expect(rulesOf(post(json(BODY), headers, 201))).toEqual([]);
  });

  it("passes a redacted value, whatever its format was", () => {
    expect(rulesOf(post(json(BODY), { ...HEADERS, "X-Trace": "hmac:0123456789ab" }, 201))).toEqual([]);
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
