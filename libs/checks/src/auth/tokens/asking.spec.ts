import type { Exchange } from "#observation";
import { asks, AUTHENTICATION, broken, signals, uses, verdicts } from "./tokens.fixture.ts";
import { SHOP } from "../../testing/shop.ts";

const FORM_OF = (scope: string, client = "web") =>
  `grant_type=client_credentials&scope=${scope}&client_id=${client}`;

describe("auth.token-not-cached", () => {
  it.each([
    [60, ["token-not-cached"]],
    [3299.9, ["token-not-cached"]],
    [3300, []],
    [3500, []],
    [3700, []],
  ])("a token of an hour asked for anew after %d s", (seconds, expected) => {
    expect(broken(asks(0, "a"), asks(seconds, "b"))).toEqual(expected);
  });

  it("is the consumer's and names the demand of caching", () => {
    expect(verdicts(asks(0, "a"), asks(600, "b"))).toMatchObject([
      {
        rule: "auth.token-not-cached",
        party: "consumer",
        severity: "warning",
        client: "web",
        clause: { path: "authentication.security_requirements[0]" },
        evidence: { expected: "at most 300 s left", actual: "3000 s left" },
      },
    ]);
  });

  it("goes by the answered life rather than the documented one", () => {
    const short = { answer: { expires_in: 3545 } };
    expect(broken(asks(0, "a", short), asks(3246, "b"))).toEqual([]);
    expect(broken(asks(0, "a", short), asks(3244, "b"))).toEqual(["token-not-cached"]);
  });

  it.each([
    ["the last one was rejected", [asks(0, "a"), uses(10, "a", { status: 401 }), asks(11, "b")]],
    ["the last one was refused", [asks(0, "a"), uses(10, "a", { status: 403 }), asks(11, "b")]],
    ["both were asked for at once", [asks(0, "a", { durationMs: 2000 }), asks(1, "b")]],
    ["it is another client", [asks(0, "a"), asks(60, "b", { client: "app" })]],
    ["it is another environment", [asks(0, "a"), asks(60, "b", { environment: "trial" })]],
    ["it returned nothing", [asks(0, "a", { status: 503 }), asks(60, "b")]],
    ["the request is sampled", [asks(0, "a"), asks(60, "b", { partial: true })]],
    ["its source samples", [asks(0, "a", { partial: true }), asks(60, "b")]],
    [
      "the client's calls are sampled",
      [asks(0, "a"), uses(5, "a", { partial: true, source: "x" }), asks(60, "b")],
    ],
    [
      "it is the provider's record of the same request",
      [asks(0, "a", { observedBy: "consumer" }), asks(0.01, "a", { observedBy: "provider" })],
    ],
    [
      "it is the provider's record of the same request, by a clock that is ahead",
      [
        asks(-5, "", { observedBy: "provider", status: 503 }),
        asks(0, "a", { observedBy: "consumer" }),
        asks(2, "a", { observedBy: "provider" }),
      ],
    ],
    [
      "it is the consumer's record of the same request",
      [
        asks(-4000, "z", { observedBy: "provider" }),
        asks(0.1, "a", { observedBy: "provider" }),
        asks(0, "a", { observedBy: "consumer" }),
      ],
    ],
  ])("says nothing where %s", (_, exchanges) => {
    expect(broken(...exchanges).filter((rule) => rule === "token-not-cached")).toEqual([]);
  });

  it("says nothing across scopes and of grants for somebody else, or that nobody captured", () => {
    const other = { form: FORM_OF("carts+stock+admin") };
    const code = { form: "grant_type=authorization_code&code=1&client_id=web&scope=carts+stock" };
    const uncaptured = (seconds: number, name: string) => ({
      ...asks(seconds, name, { client: "web" }),
      request: { headers: undefined, body: { state: "absent" as const } },
    });
    const said = (...log: Exchange[]) => broken(...log).filter((rule) => rule === "token-not-cached");
    expect(said(asks(0, "a"), asks(60, "b", other))).toEqual([]);
    expect(said(asks(0, "a", code), asks(60, "b", code))).toEqual([]);
    expect(said(uncaptured(0, "a"), uncaptured(60, "b"))).toEqual([]);
  });

  it("needs both a demand of caching and a threshold", () => {
    const log = [asks(0, "a"), asks(60, "b")];
    const bare = AUTHENTICATION.replace(/ {2}security_requirements[^]*/, "");
    const open = AUTHENTICATION.replace(/ {4}threshold.*\n/, "");
    expect(signals([AUTHENTICATION, SHOP.carts], ...log)).toHaveLength(1);
    expect(signals([bare, SHOP.carts], ...log)).toEqual([]);
    expect(signals([open, SHOP.carts], ...log)).toEqual([]);
  });
});

describe("auth.token-retry-limit and auth.token-retry-too-soon", () => {
  const fails = (seconds: number, sketch: Parameters<typeof asks>[2] = {}) =>
    asks(seconds, "", { status: 503, ...sketch });

  it("allows the documented retries, and makes one episode of more", () => {
    const said = signals(
      [SHOP.environments, AUTHENTICATION, SHOP.carts],
      fails(0),
      fails(5),
      fails(10),
      fails(15),
      asks(20, "a"),
    );
    expect(said.map((signal) => signal.kind)).toEqual(["occurrence", "occurrence", "end"]);
    const episodes = said.map((signal) => (signal.kind === "breach" ? "" : signal.episode));
    expect(new Set(episodes).size).toBe(1);
    expect(said[0]).toMatchObject({
      verdict: {
        rule: "auth.token-retry-limit",
        subject: "web",
        evidence: { expected: "at most 2 retries", actual: 3 },
      },
    });
  });

  it.each([
    ["an answer between", [fails(0), fails(5), asks(10, "a"), fails(3400), fails(3405), fails(3410)]],
    ["more than 15 minutes between", [fails(0), fails(5), fails(10), fails(911)]],
    ["requests at once", [fails(0, { durationMs: 9000 }), fails(1), fails(2), fails(3), fails(4)]],
    ["another scope", [fails(0), fails(5), fails(10), fails(15, { form: FORM_OF("carts") })]],
    ["another client", [fails(0), fails(5), fails(10), fails(15, { form: FORM_OF("carts+stock", "app") })]],
    ["a sampled source", [fails(0, { partial: true }), fails(5), fails(10), fails(15)]],
  ])("is no row with %s", (_, log) => {
    expect(broken(...log).filter((rule) => rule !== "token-request")).toEqual([]);
  });

  it("is still a row after exactly 15 minutes", () => {
    expect(broken(fails(0), fails(5), fails(10), fails(910))).toEqual(["token-retry-limit"]);
  });

  it.each([
    [3.6, []],
    [3.5, ["token-retry-too-soon"]],
    [0, ["token-retry-too-soon"]],
  ])("a retry %d s after the failure's end", (waited, expected) => {
    expect(broken(fails(0), asks(0.1 + waited, "a"))).toEqual(expected);
  });

  it("counts a timeout as a failure, and what the client gave up as nothing", () => {
    const timeout = fails(0, { status: null, failure: "timeout" });
    const aborted = fails(0, { status: null, failure: "aborted" });
    expect(broken(timeout, asks(1, "a"))).toEqual(["token-retry-too-soon"]);
    expect(broken(aborted, asks(1, "a"))).toEqual([]);
  });
});
