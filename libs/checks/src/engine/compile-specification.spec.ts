import type { CheckFamily, ExchangeContext } from "../check.ts";
import { clause, exchange, json, specification } from "../testing/fixtures.ts";
import { FAMILIES } from "../registry.ts";
import { SHOP, load } from "../testing/shop.ts";
import { compileSpecification } from "./compile-specification.ts";
import { RULES } from "./rules.ts";

const endpoint = (method: string, path: string) =>
  clause("endpoint", `endpoint[${method} ${path}]`, { method, path });

const base = (environment: string, url: string) =>
  clause("environment.base-url", `environments.${environment}.base_url`, { environment, url });

const spec = specification(
  clause("authentication.usage-header", "authentication.usage.header", {
    name: "Authorization",
    template: "Bearer {access_token}",
  }),
  clause("authentication.token-endpoint", "authentication.endpoints.token", {
    url: "https://login.shop.test/oauth/token",
    method: "POST",
  }),
  base("production", "https://api.shop.test"),
  base("sandbox", "https://shared.shop.test/sandbox"),
  base("staging", "https://shared.shop.test/staging/"),
  endpoint("POST", "/orders"),
  endpoint("GET", "/orders/{id}"),
  endpoint("GET", "/orders/:id/lines/<line>"),
  endpoint("GET", "/orders/latest/"),
  endpoint("GET", "/files/{name}.json"),
);

/** Records the context of each exchange. */
const contextsOf = (...exchanges: ReturnType<typeof exchange>[]): ExchangeContext[] => {
  const seen: ExchangeContext[] = [];
  const probe: CheckFamily = {
    name: "probe",
    rules: [],
    compile: () => ({
      checks: [
        {
          key: "probe",
          initialState: () => undefined,
          exchange: (_, context) => seen.push({ ...context }),
        },
      ],
      enforced: [],
    }),
  };
  const compiled = compileSpecification(spec, [probe]);
  const state = compiled.initialState();
  for (const one of exchanges) compiled.observe(state, one, one.timeMs, () => undefined);
  return seen;
};

describe("routing", () => {
  it.each([
    ["POST", "https://api.shop.test/orders", "POST /orders"],
    ["GET", "https://api.shop.test/orders/42", "GET /orders/{id}"],
    ["GET", "https://api.shop.test/orders/latest", "GET /orders/latest/"],
    ["HEAD", "https://api.shop.test/orders/42", "GET /orders/{id}"],
    ["GET", "https://api.shop.test/orders/1/lines/2", "GET /orders/:id/lines/<line>"],
    ["GET", "https://shared.shop.test/sandbox/orders/42", "GET /orders/{id}"],
    ["GET", "http://10.0.0.7:8080/staging/orders/42", "GET /orders/{id}"],
    ["GET", "https://elsewhere.test/orders/42", "GET /orders/{id}"],
    ["GET", "https://api.shop.test/files/a.json", "GET /files/{name}.json"],
  ])("%s %s is %s", (method, url, label) => {
    const [context] = contextsOf(exchange({ method, url }));
    expect(context).toMatchObject({ label, endpoint: { kind: "endpoint" } });
  });

  it.each([
    ["PUT", "https://api.shop.test/orders/42", "PUT /orders/{n}"],
    ["PUT", "https://api.shop.test/v1/orders/v1x/2024", "PUT /v1/orders/{n}/{n}"],
    ["GET", "https://api.shop.test/orders", "GET /orders"],
    ["GET", "https://api.shop.test/orders//lines/2", "GET /orders//lines/{n}"],
    ["GET", "https://api.shop.test/files/a.xml", "GET /files/a.xml"],
    ["GET", "https://shared.shop.test/sandboxes/orders/42", "GET /sandboxes/orders/{n}"],
  ])("%s %s is undocumented and called %s", (method, url, label) => {
    const [context] = contextsOf(exchange({ method, url }));
    expect(context).toMatchObject({ label, endpoint: undefined });
  });
});

describe("environment", () => {
  it.each([
    ["https://api.shop.test/orders", undefined, "production", "/orders"],
    ["https://shared.shop.test/staging/orders", undefined, "staging", "/orders"],
    ["https://shared.shop.test/orders", undefined, undefined, "/orders"],
    ["https://api.shop.test/orders", "canary", "canary", "/orders"],
    ["http://internal:8080/sandbox/orders", "sandbox", "sandbox", "/orders"],
    ["https://elsewhere.test/orders", undefined, undefined, "/orders"],
    ["https://elsewhere.test/staging/orders", undefined, undefined, "/orders"],
  ])("%s named %s is %s", (url, named, environment, path) => {
    const [context] = contextsOf(exchange({ url, environment: named }));
    expect(context).toMatchObject({ environment, path });
  });

  it("owns its base URLs' and the token endpoint's origins, whatever the scheme", () => {
    const compiled = compileSpecification(spec, []);
    const owned = (host: string) => compiled.owns({ host, path: "/", query: "" });
    expect([owned("api.shop.test"), owned("login.shop.test"), owned("api.shop.test:8443")]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("client", () => {
  const token = (body: Parameters<typeof json>[0], form: string, timeMs = 0) =>
    exchange({
      url: "https://login.shop.test/oauth/token",
      timeMs,
      request: { body: { state: "text", text: form } },
      response: { status: 200, body: json(body) },
    });
  const call = (authorization: string, timeMs = 1) =>
    exchange({ timeMs, request: { headers: { Authorization: authorization } } });

  it("is the event's before anything else", () => {
    const [context] = contextsOf({ ...call("Bearer hmac:1"), client: "storefront" });
    expect(context!.client).toBe("storefront");
  });

  it("is the one that received the bearer token", () => {
    const clients = contextsOf(
      token({ access_token: "hmac:1", expires_in: 60 }, "grant_type=x&client_id=shop%20a"),
      call("Bearer hmac:1"),
      call("Bearer hmac:2"),
    ).map(({ client }) => client);
    expect(clients).toEqual(["shop a", "shop a", "hmac:2"]);
  });

  it("is a JSON token request's client_id", () => {
    const [context] = contextsOf(token({}, '{"client_id":"shop"}'));
    expect(context).toMatchObject({ client: "shop", tokenRequest: true });
  });

  it("is the fingerprint again a day after the token's end", () => {
    const day = 86_400_000;
    const [, , last] = contextsOf(
      token({ access_token: "hmac:1", expires_in: 60 }, "client_id=a"),
      token({ access_token: "hmac:2", expires_in: 60 }, "client_id=b", day + 60_000),
      call("Bearer hmac:1", day + 60_001),
    );
    expect(last!.client).toBe("hmac:1");
  });

  it.each([
    ["no header", exchange({ request: { headers: {} } })],
    ["headers that were not captured", exchange()],
    ["a value that is no fingerprint", call("Bearer raw-secret")],
  ])("is unknown with %s", (_, one) => {
    expect(contextsOf(one)[0]!.client).toBeUndefined();
  });
});

describe("state", () => {
  const counting = (key: string): CheckFamily => ({
    name: "counting",
    rules: [],
    compile: ({ clauses }) => ({
      checks: [
        {
          key,
          initialState: () => ({ count: 0 }),
          exchange: (state) => void ((state as { count: number }).count += 1),
        },
      ],
      enforced: [{ clause: clauses[0]!, rules: ["counting.rule"] }],
    }),
  });

  it("is kept by a check whose key is kept, and survives a structured clone", () => {
    const compiled = compileSpecification(spec, [counting("kept")]);
    const state = compiled.initialState();
    compiled.observe(state, exchange(), 0, () => undefined);
    const next = compileSpecification(spec, [counting("kept"), counting("new")]);
    const adopted = next.adopt(structuredClone(state));
    next.observe(adopted, exchange(), 0, () => undefined);
    expect(adopted.checks.get("kept")).toEqual({ count: 2 });
    expect(adopted.checks.get("new")).toEqual({ count: 1 });
  });

  it("accounts for every clause", () => {
    const { clauses } = compileSpecification(spec, [counting("kept")]);
    expect(clauses).toHaveLength(spec.clauses.length);
    expect(clauses[0]).toMatchObject({ enforcedBy: ["counting.rule"] });
    for (const one of clauses.slice(1)) expect(one.reasonNot).toMatch(/\.$/);
  });
});

describe("a whole specification with every family", () => {
  const compiled = compileSpecification(load(...Object.values(SHOP)));

  it("gives every check a key of its own", () => {
    const families = FAMILIES.flatMap((family) => family.compile(compiled.specification).checks);
    const keys = families.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(compiled.initialState().checks.size).toBe(keys.length + 4);
  });

  it("says of every clause either which rules enforce it, all of them known, or why none does", () => {
    for (const { path, enforcedBy, reasonNot } of compiled.clauses) {
      expect([path, enforcedBy.length > 0]).toEqual([path, reasonNot === undefined]);
      expect(enforcedBy.filter((rule) => !RULES.has(rule))).toEqual([]);
    }
  });

  it("keeps states that a structured clone copies", () => {
    const state = compiled.initialState();
    compiled.observe(state, exchange(), 0, () => undefined);
    expect(structuredClone(state)).toEqual(state);
  });
});
