import { block, header, query, BEARER, judge, rules, called } from "./auth.fixture.ts";
import { clause, exchange } from "../testing/fixtures.ts";

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
