import type { Exchange } from "#observation";
import { headers } from "../../testing/fixtures.ts";
import { SHOP } from "../../testing/shop.ts";
import { asks, AUTHENTICATION, broken, passes, signals, uses, verdicts } from "./tokens.fixture.ts";

const JWT_AUTHENTICATION = `
authentication:
  type: "JWT"
  usage:
    header: "Authorization: Bearer {token}"
`;

describe("auth.expired-token and auth.expired-token-accepted", () => {
  it.each<[number, number, string[]]>([
    [3600.1, 201, []],
    [3600.2, 201, ["expired-token", "expired-token-accepted"]],
    [3600.2, 401, ["expired-token"]],
    [4000, 500, ["expired-token"]],
    [3000, 201, []],
  ])("a token of an hour used after %d s and answered %d", (seconds, status, expected) => {
    expect(broken(asks(0, "a"), asks(3590, "b"), uses(seconds, "a", { status }))).toEqual(expected);
  });

  it.each<[number, number, string[]]>([
    [3605.1, 201, []],
    [3605.2, 201, ["expired-token", "expired-token-accepted"]],
    [3596, 401, []],
    [3590, 401, ["valid-token-rejected"]],
  ])("by another source's clock, used after %d s and answered %d", (seconds, status, expected) => {
    const use = { ...uses(seconds, "a", { status }), source: "elsewhere" };
    expect(broken(asks(0, "a"), use).filter((rule) => rule !== "failure")).toEqual(expected);
  });

  it("name the parties and the documented life", () => {
    expect(verdicts(asks(0, "a"), uses(4000, "a"))).toMatchObject([
      { party: "consumer", severity: "warning", clause: { path: "authentication.response.expires_in" } },
      { party: "provider", severity: "critical", endpoint: "POST /carts" },
    ]);
  });

  it("do not judge a token that was never seen issued, or whose life nobody states", () => {
    expect(broken(asks(0, "a"), uses(9000, "x"))).toEqual([]);
    const lifeless = AUTHENTICATION.replace("    expires_in: 3600\n", "");
    const log = [asks(0, "a", { answer: { expires_in: undefined } }), uses(9000, "a")];
    expect(signals([lifeless, SHOP.carts], ...log)).toEqual([]);
  });

  it("say nothing of acceptance where no contract asks for a credential", () => {
    const url = "https://api.shop.test/elsewhere";
    expect(broken(asks(0, "a"), uses(4000, "a", { url, status: 200 }))).toEqual(["expired-token"]);
  });
});

describe("a JSON Web Token's own expiry", () => {
  const expiringAt = (seconds: number) => `.exp-${Date.UTC(2024, 0, 15, 12) / 1000 + seconds}`;
  const jwt = (seconds: number, expiry: number, sketch: Parameters<typeof uses>[2] = {}) => {
    const used = uses(seconds, "", sketch);
    const credential = `hmac:0123456789ab${expiringAt(expiry)}`;
    return {
      ...used,
      request: { ...used.request, headers: headers({ Authorization: `Bearer ${credential}` }) },
    };
  };
  const said = (...log: Exchange[]) =>
    signals([JWT_AUTHENTICATION, SHOP.carts], ...log).flatMap((signal) =>
      signal.kind === "end" ? [] : signal.verdict.rule,
    );

  it.each<[number, string[]]>([
    [59, []],
    [60, []],
    [61, ["auth.expired-token", "auth.expired-token-accepted"]],
  ])("passed %d s before", (seconds, expected) => {
    expect(said(jwt(seconds, 0))).toEqual(expected);
  });

  it("is to be honoured where the token was accepted before", () => {
    const rejected = jwt(10, 3600, { status: 401 });
    expect(said(jwt(0, 3600), rejected, jwt(20, 3600, { status: 401 }))).toEqual([
      "auth.valid-token-rejected",
    ]);
    expect(said(rejected)).toEqual([]);
    expect(said(jwt(0, 3600), jwt(3550, 3600, { status: 401 }))).toEqual([]);
    expect(
      said(jwt(0, 3600, { environment: "a" }), jwt(10, 3600, { status: 401, environment: "b" })),
    ).toEqual([]);
  });
});

describe("auth.valid-token-rejected", () => {
  const rejected = (seconds: number, sketch: Parameters<typeof uses>[2] = {}) =>
    uses(seconds, "a", { status: 401, ...sketch });

  it("is the provider's, once until the token is accepted again", () => {
    const log = [asks(0, "a"), rejected(10), rejected(11), uses(12, "a"), rejected(13)];
    expect(broken(...log)).toEqual(["valid-token-rejected", "valid-token-rejected"]);
    expect(verdicts(asks(0, "a"), rejected(10))).toMatchObject([
      { party: "provider", severity: "error", clause: { path: "authentication.response.expires_in" } },
    ]);
  });

  it.each([
    ["it was about to expire", [asks(0, "a"), rejected(3599)]],
    ["it was issued elsewhere", [asks(0, "a"), rejected(10, { environment: "trial" })]],
    ["a newer one replaced it", [asks(0, "a"), asks(3400, "b"), rejected(3401)]],
    ["one that nobody knows may have", [asks(0, "a"), asks(3400, "b", { form: "x" }), rejected(3401)]],
    ["one under another name did", [asks(0, "a"), asks(3400, "b", { client: "till" }), rejected(3401)]],
    ["it was sent before it was issued", [asks(0, "a", { durationMs: 20_000 }), rejected(10)]],
    [
      "its scope does not suffice",
      [asks(0, "a"), rejected(10, { answered: { "WWW-Authenticate": 'Bearer error="insufficient_scope"' } })],
    ],
    [
      "the endpoint has no contract",
      [asks(0, "a"), rejected(10, { url: "https://api.shop.test/elsewhere" })],
    ],
    ["it was never seen issued", [asks(0, "b"), rejected(10)]],
  ])("says nothing where %s", (_, log) => {
    expect(broken(...log)).toEqual([]);
  });

  it("says nothing where the scheme is another, which is the client's fault", () => {
    expect(broken(asks(0, "a"), rejected(10, { scheme: "Token" }))).toEqual(["malformed"]);
  });

  it("knows a token where it was accepted before", () => {
    const there = { environment: "trial" };
    expect(broken(asks(0, "a"), uses(5, "a", there), rejected(10, there))).toEqual(["valid-token-rejected"]);
  });
});

describe("auth.late-refresh", () => {
  it("is one episode a token, with the number of its uses", () => {
    const log = [asks(0, "a"), ...[3301, 3301.5, 3303, 3400].map((at) => uses(at, "a")), passes(3460)];
    const said = signals([SHOP.environments, AUTHENTICATION, SHOP.carts], ...log);
    const told = said.flatMap((signal) => (signal.kind === "occurrence" ? signal : []));
    expect(told.map(({ increment }) => increment)).toEqual([2, 1, 1]);
    expect(new Set(told.map(({ episode }) => episode)).size).toBe(1);
  });

  it("is told when a minute has passed", () => {
    const log = [asks(0, "a"), uses(3301, "a"), passes(3360.9)];
    expect(broken(...log)).toEqual([]);
    expect(verdicts(...log, passes(3361), passes(3500))).toMatchObject([
      {
        rule: "auth.late-refresh",
        party: "consumer",
        severity: "warning",
        client: "web",
        timeMs: log[1]!.timeMs,
        causes: [{ id: log[1]!.id }],
        clause: { path: "authentication.token_refresh.threshold" },
      },
    ]);
  });

  it.each([
    ["there was time left", [uses(3300, "a"), passes(4000)]],
    ["a new one was asked for before", [asks(3301, "b"), uses(3302, "a"), passes(4000)]],
    ["one was under way", [uses(3302, "a"), asks(3301, "b", { durationMs: 30_000 }), passes(4000)]],
    ["asking failed", [asks(3301, "", { status: 503 }), uses(3302, "a"), passes(4000)]],
    ["nobody knows who asked", [asks(3301, "b", { form: "x" }), uses(3302, "a"), passes(4000)]],
    ["it asked by another name", [asks(3301, "b", { client: "till" }), uses(3302, "a"), passes(4000)]],
    ["the log runs behind", [passes(3500), uses(3302, "a"), asks(3301, "b"), passes(3501), passes(4000)]],
    ["the client is sampled", [uses(3302, "a", { partial: true }), passes(4000)]],
    ["no clock came so far", [uses(3302, "a")]],
  ])("says nothing where %s", (_, log) => {
    expect(broken(asks(0, "a"), ...log)).toEqual([]);
  });

  it("is told a minute after it was logged", () => {
    const log = [asks(0, "a"), passes(3500), uses(3302, "a"), passes(3559.9)];
    expect(broken(...log)).toEqual([]);
    expect(broken(...log, passes(3560))).toEqual(["late-refresh"]);
  });

  it("is told where a new one was asked for only later", () => {
    expect(broken(asks(0, "a"), uses(3302, "a"), asks(3310, "b"), passes(4000))).toEqual(["late-refresh"]);
  });

  it("is muted where tokens never live longer than the threshold", () => {
    const block = AUTHENTICATION.replace("5 minutes", "2 hours");
    expect(signals([block, SHOP.carts], asks(0, "a"), uses(60, "a"), passes(4000))).toEqual([]);
  });
});
