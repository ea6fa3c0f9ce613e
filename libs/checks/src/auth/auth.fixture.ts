import type { Exchange } from "#observation";
import { compileSpecification } from "../engine/compile-specification.ts";
import { clause, exchange, specification, verdictsOf } from "../testing/fixtures.ts";
import { authFamily } from "./auth-family.ts";

export const block = clause("authentication", "authentication", { type: "Bearer Token" });
export const header = clause("authentication.usage-header", "authentication.usage.header", {
  name: "Authorization",
  template: "Bearer {access_token}",
});
export const query = clause("authentication.usage-query", "authentication.usage.query", { name: "api_key" });
export const https = clause("authentication.https", "authentication.security_requirements[0]", {});
export const log = clause("authentication.log-failures", "authentication.security_requirements[1]", {});
export const token = clause("authentication.token-endpoint", "authentication.endpoints.token", {
  url: "https://api.shop.test/oauth/token",
  method: "POST",
});
const endpoint = clause("endpoint", "endpoint[POST /orders]", { method: "POST", path: "/orders" });
export const base = (url: string) =>
  clause("environment.base-url", "environments.live.base_url", { environment: "live", url });

export const BEARER = { Authorization: "Bearer hmac:0123456789ab" };
export const judge = (clauses: unknown[], ...exchanges: Exchange[]) =>
  verdictsOf(compileSpecification(specification(endpoint, ...clauses), [authFamily]), ...exchanges);
export const rules = (clauses: unknown[], ...exchanges: Exchange[]) =>
  judge(clauses, ...exchanges).map(({ rule }) => rule);
export const called = (headers: Record<string, string> | undefined, status = 401) =>
  exchange({ request: { headers }, response: { status } });
