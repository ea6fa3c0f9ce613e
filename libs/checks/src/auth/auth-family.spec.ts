import { block, header, https, log, token, base, BEARER, judge, called } from "./auth.fixture.ts";
import { exchange, specification } from "../testing/fixtures.ts";
import { authFamily } from "./auth-family.ts";

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
      [block.path, ["auth.expired-token", "auth.expired-token-accepted", "auth.valid-token-rejected"]],
      [token.path, ["auth.token-request"]],
    ]);
  });
});
