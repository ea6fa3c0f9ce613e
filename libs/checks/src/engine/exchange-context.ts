import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { Exchange } from "#observation";
import type { Check, ExchangeContext } from "../check.ts";
import { compileClientIdentity } from "./client-identity.ts";
import type { IdentityState } from "./client-identity.ts";
import { compileOrigins } from "./origins.ts";
import { generalisePath } from "./path.ts";
import { compileRoutes } from "./routes.ts";

interface Route {
  endpoint: ClauseOf<"endpoint">;
  label: string;
}

/** What a specification tells about any exchange, before any check sees it. */
export interface ContextBuilder {
  /** Holds who received which token; it reports nothing. */
  identity: Check<IdentityState>;
  build(
    identity: IdentityState,
    exchange: Exchange,
    clockMs: number,
    fingerprint: (credential: string) => string,
  ): ExchangeContext;
}

/** Compiles routes, origins and client identity of one specification. */
export const compileContext = (specification: Specification): ContextBuilder => {
  const origins = compileOrigins(specification);
  const identities = compileClientIdentity(specification);
  const routes = compileRoutes(
    clausesOf(specification, "endpoint").map((endpoint) => {
      const { method, path } = endpoint.parameters;
      return [endpoint.parameters, { endpoint, label: `${method} ${path}` }] as const;
    }),
  );

  const find = (method: string, path: string, whole: string): [string, Route] | undefined => {
    const route = routes.find(method, path);
    if (route || path === whole) return route && [path, route];
    const literal = routes.find(method, whole);
    return literal && [whole, literal];
  };

  return {
    identity: { key: "engine.client-identity", initialState: identities.initialState },
    build(identity, exchange, clockMs, fingerprint) {
      const { method, url } = exchange;
      const base = origins.base(url, exchange.environment);
      const below = base?.prefix ? url.path.slice(base.prefix.length) || "/" : url.path;
      const tokenRequest = origins.isToken(url);
      const found = find(method, below, url.path);
      const path = found?.[0] ?? below;
      const environment = exchange.environment ?? base?.environment;
      const credential = identities.credentialOf(exchange, fingerprint);
      const client = identities.clientOf(identity, exchange, tokenRequest, credential);
      const token = tokenRequest
        ? identities.learn(identity, exchange, { client, environment }, clockMs)
        : credential && identity.tokens.get(credential);
      return {
        exchange,
        integration: specification.id,
        environment,
        endpoint: found?.[1].endpoint,
        label: found?.[1].label ?? `${method} ${generalisePath(path)}`,
        client,
        credential,
        token: token || undefined,
        path,
        clockMs,
        tokenRequest,
        fingerprint,
      };
    },
  };
};
