import { exchange, json, verdictsOf } from "../testing/fixtures.ts";
import { SHOP, compileFor } from "../testing/shop.ts";
import { environmentFamily } from "./environment-family.ts";

const compiled = compileFor(environmentFamily);

describe("environment.unknown-origin", () => {
  const call = (url: string, subject?: string) => exchange({ url, subject });

  it.each([
    ["a base URL", call("https://api.shop.test/carts", "shop")],
    ["another scheme", call("http://trial.shop.test/carts", "shop")],
    ["no integration named", call("https://elsewhere.test/carts")],
  ])("passes %s", (_, one) => {
    expect(verdictsOf(compiled, one)).toEqual([]);
  });

  it("passes a URL without an origin", () => {
    const one = call("https://x.test/carts", "shop");
    expect(verdictsOf(compiled, { ...one, url: { ...one.url, host: "" } })).toEqual([]);
  });

  it.each(["https://elsewhere.test/carts", "https://api.shop.test:8443/carts"])("finds %s", (url) => {
    const verdicts = verdictsOf(compiled, call(url, "shop"));
    expect(verdicts).toMatchObject([
      { rule: "environment.unknown-origin", severity: "warning", party: "consumer" },
    ]);
    expect(verdicts[0]!.clause).toMatchObject({ path: "environments", file: "shop.md" });
  });

  it("is muted where the specification has no base URL", () => {
    const none = compileFor(environmentFamily, [SHOP.carts]);
    expect(verdictsOf(none, call("https://elsewhere.test/carts", "shop"))).toEqual([]);
  });
});

describe("environment.parity", () => {
  const answers = (environment: string, count: number, body: unknown, status = 201) =>
    Array.from({ length: count }, () =>
      exchange({ url: "https://api.shop.test/carts", environment, response: { status, body: json(body) } }),
    );
  const full = { id: 1, lines: [{ sku: "a", gift: true }], note: null };
  const poor = { id: 1, lines: [{ sku: "a" }] };
  const judged = (...exchanges: ReturnType<typeof exchange>[]) => verdictsOf(compiled, ...exchanges);

  it("reports each member once, after a hundred exchanges each", () => {
    const verdicts = judged(...answers("live", 100, full), ...answers("trial", 300, poor));
    expect(verdicts.map(({ evidence }) => evidence.pointer)).toEqual(["/lines/gift", "/note"]);
    expect(verdicts[0]).toMatchObject({
      rule: "environment.parity",
      severity: "warning",
      party: "provider",
      environment: "trial",
      evidence: { actual: "0 of 100 in trial" },
    });
    expect(verdicts[0]!.clause.path).toContain("trial.base_url");
  });

  it.each([
    ["99 exchanges", [...answers("live", 100, full), ...answers("trial", 99, poor)]],
    ["the same members", [...answers("live", 100, full), ...answers("trial", 100, full)]],
    [
      "a member that was there once",
      [...answers("live", 100, full), ...answers("trial", 99, poor), ...answers("trial", 1, full)],
    ],
    [
      "a rare member that chance explains",
      [...answers("live", 191, poor), ...answers("live", 9, full), ...answers("trial", 100, poor)],
    ],
    [
      "an environment the specification does not name",
      [...answers("live", 100, full), ...answers("canary", 100, poor)],
    ],
    ["errors", [...answers("live", 100, full, 400), ...answers("trial", 100, poor, 400)]],
    ["another status", [...answers("live", 100, full, 200), ...answers("trial", 100, poor, 201)]],
  ])("passes %s", (_, exchanges) => {
    expect(judged(...exchanges)).toEqual([]);
  });
});
