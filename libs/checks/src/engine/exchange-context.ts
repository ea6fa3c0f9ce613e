import { clausesOf } from "#spec";
import type { Specification } from "#spec";
import type { Exchange } from "#observation";
import type { Check, ExchangeContext } from "../check.ts";
import { compileClientIdentity } from "./client-identity.ts";
import type { IdentityState } from "./client-identity.ts";
import { compileOrigins } from "./origins.ts";
import { compileLabels } from "./path.ts";
import { compileRoutes } from "./routes.ts";

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
  const labelOf = compileLabels();

  return {
    identity: { key: "engine.client-identity", initialState: identities.initialState },
    build(identity, exchange, clockMs, fingerprint) {
      const { method, url } = exchange;
      const base = origins.base(url, exchange.environment);
      let path = base && base.prefix !== "" ? url.path.slice(base.prefix.length) || "/" : url.path;
      let route = routes.find(method, path);
      if (!route && path !== url.path) {
        route = routes.find(method, url.path);
        if (route) path = url.path;
      }
      const tokenRequest = origins.isToken(url);
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
        endpoint: route?.endpoint,
        label: route ? route.label : labelOf(method, path),
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
