import type { Body } from "#observation";
import { exchange, json, verdictsOf } from "../testing/fixtures.ts";
import { SHOP, compileFor } from "../testing/shop.ts";
import { requestFamily } from "./request-family.ts";
import { BODY, HEADERS, compiled, post, rulesOf, without } from "./request.fixture.ts";

describe("answers", () => {
  it("accuses the provider who accepts an invalid request, once", () => {
    const verdicts = verdictsOf(compiled, post(json({ lines: [] }), without("X-Trace"), 201));
    expect(verdicts.map(({ rule }) => rule)).toEqual([
      "request.header-missing",
      "request.body-invalid",
      "request.invalid-accepted",
    ]);
    expect(verdicts[2]).toMatchObject({ party: "provider", severity: "error" });
    expect(verdicts[2]!.clause).toBe(verdicts[0]!.clause);
  });

  it.each([302, 400, 500])("accuses nobody of accepting when the answer is %s", (status) => {
    expect(rulesOf(post(json({ lines: [] }), HEADERS, status))).toEqual(["request.body-invalid"]);
  });

  const rejected = (request: { headers?: Record<string, string>; body?: Body }, code = "INVALID_CART") =>
    exchange({
      url: "https://api.shop.test/carts",
      request,
      response: { status: 400, body: json({ code, message: "no" }) },
    });

  const withoutSecrets = SHOP.carts.replace(/ {6}password: .*\n/, "");
  const whole = compileFor(requestFamily, [SHOP.authentication, withoutSecrets, SHOP.errors]);

  it("accuses the provider who rejects a valid request as invalid", () => {
    const verdicts = verdictsOf(whole, rejected({ headers: HEADERS, body: json(BODY) }));
    expect(verdicts).toMatchObject([
      { rule: "request.valid-rejected", severity: "warning", party: "provider" },
    ]);
    expect(verdicts[0]!.clause.path).toContain("responses.400.body");
  });

  it.each([
    ["another error code", rejected({ headers: HEADERS, body: json(BODY) }, "OTHER")],
    ["headers that were not captured", rejected({ body: json(BODY) })],
    ["a body that was not captured", rejected({ headers: HEADERS })],
    ["a contradicted statement broken", rejected({ headers: HEADERS, body: json({ ...BODY, tag: "B-2" }) })],
  ])("does not accuse with %s", (_, one) => {
    const rules = verdictsOf(whole, one).map(({ rule }) => rule);
    expect(rules).not.toContain("request.valid-rejected");
  });

  it("does not call a request valid while a statement about it is not enforced", () => {
    const carts = withoutSecrets.replace("maxLength: 5", 'constraints: "must be a good customer"');
    const vague = compileFor(requestFamily, [SHOP.authentication, carts, SHOP.errors]);
    const one = rejected({ headers: HEADERS, body: json(BODY) });
    expect([...verdictsOf(vague, one), ...verdictsOf(compiled, one)]).toEqual([]);
  });
});
