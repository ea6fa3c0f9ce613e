import type { Exchange } from "#observation";
import { compileSpecification } from "../engine/compile-specification.ts";
import { clause, exchange, specification, verdictsOf } from "../testing/fixtures.ts";
import { authFamily } from "./auth-family.ts";

const block = clause("authentication", "authentication", { type: "Bearer Token" });
const header = clause("authentication.usage-header", "authentication.usage.header", {
  name: "Authorization",
  template: "Bearer {access_token}",
});
const query = clause("authentication.usage-query", "authentication.usage.query", { name: "api_key" });
const https = clause("authentication.https", "authentication.security_requirements[0]", {});
const log = clause("authentication.log-failures", "authentication.security_requirements[1]", {});
const token = clause("authentication.token-endpoint", "authentication.endpoints.token", {
  url: "https://api.shop.test/oauth/token",
  method: "POST",
});
const endpoint = clause("endpoint", "endpoint[POST /orders]", { method: "POST", path: "/orders" });
const base = (url: string) =>
  clause("environment.base-url", "environments.live.base_url", { environment: "live", url });

const BEARER = { Authorization: "Bearer hmac:0123456789ab" };
const judge = (clauses: unknown[], ...exchanges: Exchange[]) =>
  verdictsOf(compileSpecification(specification(endpoint, ...clauses), [authFamily]), ...exchanges);
const rules = (clauses: unknown[], ...exchanges: Exchange[]) =>
  judge(clauses, ...exchanges).map(({ rule }) => rule);
const called = (headers: Record<string, string> | undefined, status = 401) =>
  exchange({ request: { headers }, response: { status } });

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

describe("auth.insecure-transport", () => {
  const over = (url: string, headers: Record<string, string> | undefined = {}) =>
    exchange({ url, request: { headers } });
  const PLAIN = "http://api.shop.test/orders";

  it.each<[string, Record<string, string>, number]>([
    ["nothing", {}, 1],
    ["X-Forwarded-Proto: https", { "X-Forwarded-Proto": "https" }, 0],
    ["X-Forwarded-Proto: HTTPS, http", { "X-Forwarded-Proto": "HTTPS, http" }, 0],
    ["X-Forwarded-Proto: http", { "X-Forwarded-Proto": "http" }, 1],
    ["Forwarded: proto=https", { Forwarded: "for=192.0.2.1;proto=https;by=203.0.113.4" }, 0],
    ['Forwarded: Proto="https"', { Forwarded: 'for=192.0.2.1, for=192.0.2.2; Proto="https"' }, 0],
    ["Forwarded: proto=http", { Forwarded: "for=192.0.2.1;proto=http" }, 1],
  ])("over http with %s", (_, headers, count) => {
    expect(judge([https], over(PLAIN, headers))).toHaveLength(count);
  });

  it("is muted without a scheme, without captured headers, and where the document does not ask for HTTPS", () => {
    const noScheme = over(PLAIN);
    delete noScheme.url.scheme;
    const uncaptured = exchange({ url: PLAIN });
    expect(judge([https], noScheme, uncaptured, over("https://api.shop.test/orders"))).toEqual([]);
    expect(judge([block], over(PLAIN))).toEqual([]);
  });

  it("is muted where the document's own base URL is http", () => {
    expect(judge([https, base("http://api.shop.test")], over(PLAIN))).toEqual([]);
    expect(judge([https, base("https://api.shop.test")], over(PLAIN))).toMatchObject([
      { rule: "auth.insecure-transport", severity: "critical", clause: { path: https.path } },
    ]);
  });
});

describe("auth.credential-in-url", () => {
  const at = (search: string, headers?: Record<string, string>) =>
    exchange({ url: `https://api.shop.test/orders?${search}`, request: { headers } });

  it.each([
    ["access_token=hmac:0123456789ab", 1],
    ["a=1&token=hmac:0123456789ab&b=2", 1],
    ["API_KEY=hmac:0123456789ab", 1],
    ["apiKey=hmac:0123456789ab", 1],
    ["client_secret=x&password=y", 1],
    ["%74oken=x", 1],
    ["page_token=hmac:0123456789ab", 0],
    ["next_token=abc", 0],
    ["tokens=3", 0],
    ["token=", 0],
    ["q=token", 0],
    ["code=hmac:0123456789ab", 0],
  ])("%s", (search, count) => {
    expect(judge([block, header], at(search))).toHaveLength(count);
  });

  it("never accuses a documented key", () => {
    expect(judge([block, query], at("api_key=hmac:0123456789ab"))).toEqual([]);
    const reset = clause("endpoint", "endpoint[GET /reset]", { method: "GET", path: "/reset?token={token}" });
    expect(judge([block, reset], at("token=hmac:0123456789ab"))).toEqual([]);
  });

  it("knows a credential by its value, in the same request and later", () => {
    const elsewhere = at("key=hmac:0123456789ab");
    expect(rules([block, header], at("key=hmac:0123456789ab", BEARER))).toEqual(["auth.credential-in-url"]);
    expect(rules([block, header], called(BEARER, 201), elsewhere)).toEqual(["auth.credential-in-url"]);
    expect(rules([block, header], elsewhere, called(BEARER, 201))).toEqual([]);
    const days = 3 * 86_400_000;
    const late = { ...elsewhere, timeMs: elsewhere.timeMs + days };
    expect(rules([block, header], called(BEARER, 201), late)).toEqual([]);
  });

  it("names the parameter, never its value", () => {
    const [verdict] = judge([block], at("password=geheim"));
    expect(verdict).toMatchObject({ severity: "critical", subject: "password" });
    expect(JSON.stringify(verdict)).not.toContain("geheim");
  });
});

describe("auth.failure", () => {
  it.each([
    [401, 1],
    [403, 1],
    [400, 0],
    [404, 0],
    [200, 0],
  ])("%i", (status, count) => {
    expect(judge([block, log], called(BEARER, status))).toHaveLength(count);
  });

  it("cites the sentence that asks for it, else the block it is missing from", () => {
    expect(judge([block, log], called(BEARER, 403))).toMatchObject([
      { rule: "auth.failure", severity: "info", clause: { path: log.path } },
    ]);
    expect(judge([block], called(BEARER, 403))).toMatchObject([{ clause: { path: "authentication" } }]);
    expect(judge([], called(BEARER, 403))).toEqual([]);
  });
});

describe("the account of clauses", () => {
  it("names the rules of each clause and leaves out what is not enforceable", () => {
    const { enforced } = authFamily.compile(
      specification(block, header, https, { ...log, reason: "prose" }, token),
    );
    expect(enforced.map(({ clause: { path }, rules: of }) => [path, of])).toEqual([
      [header.path, ["auth.missing", "auth.malformed", "auth.unenforced"]],
      [https.path, ["auth.insecure-transport"]],
      [block.path, ["auth.credential-in-url", "auth.failure"]],
    ]);
  });
});
