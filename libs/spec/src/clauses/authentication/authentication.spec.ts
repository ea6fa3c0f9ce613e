import type { ClauseKind } from "../../clause.ts";
import { clausesOf } from "../../specification.ts";
import { ofYaml } from "../../testing/load.ts";

/** What the block says in clauses of a kind, as `[path, parameters]`. */
const stated = (yaml: string, kind: ClauseKind, block = "authentication") =>
  clausesOf(ofYaml(`${block}:\n  ${yaml}\n`), kind).map(({ path, parameters }) => [path, parameters]);
const reasons = (yaml: string) =>
  clausesOf(ofYaml(`authentication:\n  ${yaml}\n`), "statement").map(({ path, reason }) => [path, reason]);

describe("the token endpoint", () => {
  const AT = "authentication.endpoints.token";

  it("states its method, or takes POST without stating it", () => {
    const url = "https://id.shop.test/token";
    const kind = "authentication.token-endpoint";
    expect(stated(`endpoints: { token: { url: '${url}', method: put } }`, kind)).toEqual([
      [`${AT}.url`, { url, method: "PUT" }],
    ]);
    expect(stated(`endpoints: { token: '${url}' }`, kind)).toEqual([
      [AT, { url, method: "POST", assumedMethod: true }],
    ]);
  });

  it("states its content type where it is one", () => {
    const of = (type: string) =>
      stated(
        `endpoints: { token: { url: 'https://id.shop.test/token', content_type: ${type} } }`,
        "authentication.token-content-type",
      );
    expect(of("application/JSON")).toEqual([[`${AT}.content_type`, { mediaType: "application/json" }]]);
    expect(of("form or json")).toEqual([]);
  });

  it("says why other endpoints state nothing", () => {
    expect(reasons("endpoints: { revoke: 'https://id.shop.test/revoke', token: /token }")).toEqual([
      [
        "authentication.endpoints.revoke",
        "only requests to the token endpoint's URL are known as token requests",
      ],
      ["authentication.endpoints.token", "not an http or https URL"],
    ]);
  });
});

describe("the token request", () => {
  it.each<[string, unknown[]]>([
    ["{ grant_type: client_credentials }", [{ name: "grant_type", value: "client_credentials" }]],
    [
      "{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' }",
      [{ name: "grant_type", value: "urn:ietf:params:oauth:grant-type:jwt-bearer" }],
    ],
    ["{ scope: 'read orders:write' }", [{ name: "scope", value: "read orders:write" }]],
    ["{ scope: [read, write] }", [{ name: "scope", value: "read write" }]],
    ["{ scope: 'read, write' }", [{ name: "scope", value: "read write" }]],
    ["{ grant_type: string, scope: string }", []],
    ["{ grant_type: '{GRANT}', scope: '{SCOPE}' }", []],
    ["{ grant_type: 'client_credentials or password' }", []],
    ["{ scope: 'space separated list of scopes' }", []],
    ["{ scope: '' }", []],
  ])("%s", (yaml, expected) => {
    const found = stated(`request: ${yaml}`, "authentication.token-request");
    expect(found.map(([, parameters]) => parameters)).toEqual(expected);
  });

  it("takes a placeholder for no statement", () => {
    expect(reasons("request: { client_id: '{CLIENT_ID}', client_secret: s3, audience: shop }")).toEqual([
      ["authentication.request.client_id", "a placeholder: it states no value"],
      ["authentication.request.client_secret", "each client has its own"],
      ["authentication.request.audience", "no rule compares this member of a token request"],
    ]);
  });
});

describe("the token response", () => {
  it.each<[string, unknown[]]>([
    ["{ access_token: string }", [{ name: "access_token" }]],
    ["{ access_token: 'eyJhbGciOi' }", [{ name: "access_token" }]],
    ["{ token_type: Bearer }", [{ name: "token_type", value: "Bearer" }]],
    ["{ token_type: string }", [{ name: "token_type" }]],
    ["{ token_type: 'always Bearer' }", [{ name: "token_type" }]],
    ["{ expires_in: 3600 }", [{ name: "expires_in", value: 3600 }]],
    ["{ expires_in: '1,800' }", [{ name: "expires_in", value: 1800 }]],
    ["{ expires_in: '1 hour' }", [{ name: "expires_in", value: 3600 }]],
    ["{ expires_in: integer }", [{ name: "expires_in" }]],
    ["{ expires_in: 0 }", [{ name: "expires_in" }]],
    ["{ expires_in: 'integer (optional)' }", []],
    ["{ refresh_token: string, scope: read }", []],
  ])("%s", (yaml, expected) => {
    const found = stated(`response: ${yaml}`, "authentication.token-response");
    expect(found.map(([, parameters]) => parameters)).toEqual(expected);
  });
});

describe("token_refresh", () => {
  const threshold = "authentication.refresh-threshold";
  const retries = "authentication.token-retries";
  const delay = "authentication.token-retry-delay";

  it.each<[string, ClauseKind, unknown]>([
    ["threshold_seconds: 300", threshold, { thresholdMs: 300_000 }],
    ["threshold_minutes: 5", threshold, { thresholdMs: 300_000 }],
    ["threshold: '5 minutes before expiry'", threshold, { thresholdMs: 300_000 }],
    ["threshold: '90s before the token expires'", threshold, { thresholdMs: 90_000 }],
    ["refresh_before: '2 minutes'", threshold, { thresholdMs: 120_000 }],
    ["threshold: 300", threshold, undefined],
    ["threshold: '80% of the lifetime'", threshold, undefined],
    ["threshold: 'shortly before expiry'", threshold, undefined],
    ["retry_attempts: 3", retries, { retries: 3 }],
    ["retry_attempts: 0", retries, { retries: 0 }],
    ["max_retries: 'up to 2 times'", retries, { retries: 2 }],
    ["retry_attempts: '3 to 5'", retries, undefined],
    ["retry_attempts: 'a few'", retries, undefined],
    ["retry_delay_seconds: 5", delay, { delayMs: 5_000 }],
    ["retry_delay_ms: 250", delay, { delayMs: 250 }],
    ["retry_delay: '5 seconds'", delay, { delayMs: 5_000 }],
    ["retry_delay: 5", delay, undefined],
    ["retry_delay: exponential", delay, undefined],
  ])("%s", (yaml, kind, expected) => {
    const found = stated(`token_refresh: { ${yaml} }`, kind).map(([, parameters]) => parameters);
    expect(found).toEqual(expected === undefined ? [] : [expected]);
    expect(reasons(`token_refresh: { ${yaml} }`)).toHaveLength(expected === undefined ? 1 : 0);
  });

  it("leaves out how a client is built", () => {
    expect(reasons("token_refresh: { automatic: true }")).toEqual([
      ["authentication.token_refresh.automatic", "how a client is built: its requests do not tell"],
    ]);
  });
});

describe("the demand of token caching", () => {
  it.each<[string, number]>([
    ["Implement token caching to reduce auth calls", 1],
    ["Cache the access token until it expires", 1],
    ["Reuse tokens", 1],
    ["Do not cache tokens", 0],
    ["Cache tokens where possible", 0],
    ["Token caching is optional", 0],
    ["Invalidate the cache of tokens", 0],
  ])("%s", (text, count) => {
    const yaml = `security_requirements: ["${text}"]`;
    expect(stated(yaml, "authentication.token-caching")).toHaveLength(count);
  });
});

describe("the type of authentication", () => {
  it.each(["mTLS", "Mutual TLS", "TLS client certificate"])("%s: says that no request shows it", (type) => {
    expect(reasons(`type: '${type}'`)).toEqual([
      ["authentication.type", "a certificate belongs to the connection: no request shows it"],
    ]);
  });

  it.each(["API Key", "OAuth 2.0", "JWT (RS256)"])("%s: states nothing more", (type) => {
    expect(reasons(`type: '${type}'`)).toEqual([]);
  });
});

describe("separate credentials of an environment", () => {
  it.each<[string, boolean]>([
    ["Separate sandbox API keys", true],
    ["Separate client id and secret for the sandbox", true],
    ["The sandbox has its own credentials", true],
    ["Different tokens than in production", true],
    ["Separate live keys, never shared with the sandbox", true],
    ["Keys are never shared with the sandbox", false],
    ["Same API keys as production", false],
    ["No separate keys are needed", false],
    ["Separate keys may be requested", false],
    ["Use your own API keys", false],
    ["A dedicated sandbox; ask for your keys", false],
    ["Ask the support for API keys", false],
  ])("%s", (text, separate) => {
    const found = stated(
      `trial: { credentials: "${text}" }`,
      "environment.separate-credentials",
      "environments",
    );
    expect(found).toEqual(separate ? [["environments.trial.credentials", { environment: "trial" }]] : []);
  });
});
