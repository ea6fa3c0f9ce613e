import { header, query, token, BEARER, judge, rules, called } from "./auth.fixture.ts";
import { clause, exchange } from "../testing/fixtures.ts";

describe("auth.missing, auth.malformed and auth.unenforced", () => {
  it.each<[string, Record<string, string> | undefined, number, string[]]>([
    ["no header", {}, 401, ["auth.missing"]],
    ["no header, accepted", {}, 201, ["auth.missing", "auth.unenforced"]],
    ["no header, redirected", {}, 302, ["auth.missing"]],
    ["another scheme", { Authorization: "Basic hmac:0123456789ab" }, 401, ["auth.malformed"]],
    ["another scheme, accepted", { Authorization: "Basic x" }, 299, ["auth.malformed", "auth.unenforced"]],
    ["an empty header", { Authorization: "" }, 401, ["auth.malformed"]],
    ["a token", BEARER, 201, []],
    ["a lower-case scheme", { authorization: "bearer hmac:0123456789ab" }, 201, []],
    ["headers not captured", undefined, 201, []],
  ])("%s", (_, headers, status, expected) => {
    expect(rules([header], called(headers, status))).toEqual(expected);
  });

  it("say nothing of undocumented endpoints, token requests and CORS preflights", () => {
    const documented = clause("endpoint", "endpoint[POST /oauth/token]", {
      method: "POST",
      path: "/oauth/token",
    });
    const options = clause("endpoint", "endpoint[OPTIONS /orders]", { method: "OPTIONS", path: "/orders" });
    const request = { headers: {} };
    const preflight = { headers: { "Access-Control-Request-Method": "POST" } };
    expect(
      rules(
        [header, token, documented, options],
        exchange({ url: "https://api.shop.test/elsewhere", request }),
        exchange({ url: "https://api.shop.test/oauth/token", request }),
        exchange({ method: "OPTIONS", request: preflight }),
      ),
    ).toEqual([]);
    expect(rules([header, options], exchange({ method: "OPTIONS", request }))).toContain("auth.missing");
  });

  it("judge a request that was never answered", () => {
    const unanswered = exchange({ request: { headers: {} }, response: null, failure: "timeout" });
    expect(rules([header], unanswered)).toEqual(["auth.missing"]);
  });

  it("take a documented query parameter as an alternative to the header", () => {
    const inQuery = (search: string) =>
      exchange({ url: `https://api.shop.test/orders${search}`, request: { headers: {} } });
    expect(rules([header, query], inQuery("?api_key=hmac:0123456789ab"))).toEqual([]);
    expect(rules([query], inQuery("?a=1&api_key=hmac:0123456789ab"))).toEqual([]);
    expect(rules([query], inQuery("?api_key="))).toEqual(["auth.malformed", "auth.unenforced"]);
    expect(rules([query], inQuery("?page=2"))).toEqual(["auth.missing", "auth.unenforced"]);
  });

  it("are recorded at info when the document contradicts itself", () => {
    const contradicted = { ...header, contradictedBy: { ...header, path: "example" } };
    expect(judge([contradicted], called({}, 201)).map(({ severity }) => severity)).toEqual(["info", "info"]);
  });

  it("cite the clause and hold no credential", () => {
    const [verdict] = judge([header], called({ Authorization: "Basic geheim" }));
    expect(verdict).toMatchObject({
      clause: { path: "authentication.usage.header" },
      party: "consumer",
      severity: "error",
      endpoint: "POST /orders",
    });
    expect(JSON.stringify(verdict)).not.toContain("geheim");
  });
});
