import type { Exchange } from "#observation";
import { clausesOf } from "#spec";
import type { Specification } from "#spec";
import { bodyValue } from "./body-value.ts";

/** Who received which token: the latest issue last. Plain data, kept with the checks' states. */
export interface IdentityState {
  tokens: Map<string, { client: string; forgottenAtMs: number }>;
}

const MAX_TOKENS = 100_000;
const HOUR_MS = 3_600_000;
/** A token is remembered this long past its end, for calls that still carry it. */
const GRACE_MS = 24 * HOUR_MS;

/** Finds the client of an exchange, and learns from token exchanges who owns which token. */
export interface ClientIdentity {
  initialState(): IdentityState;
  /** The event's client, else the token request's, else the token's owner, else the credential's fingerprint. */
  clientOf(
    state: IdentityState,
    exchange: Exchange,
    tokenRequest: boolean,
    clockMs: number,
  ): string | undefined;
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

const formField = (form: string, name: string): string | undefined =>
  new URLSearchParams(form).get(name) ?? undefined;

const requestedBy = ({ request: { body } }: Exchange): string | undefined => {
  const member = memberOf(bodyValue(body), "client_id");
  if (typeof member === "string" && member !== "") return member;
  return body.state === "text" ? formField(body.text, "client_id") || undefined : undefined;
};

const fingerprintIn = (value: string | undefined): string | undefined => {
  const at = value?.indexOf("hmac:") ?? -1;
  return at < 0 ? undefined : value!.slice(at);
};

const forget = (state: IdentityState, clockMs: number): void => {
  for (const [token, { forgottenAtMs }] of state.tokens) {
    if (forgottenAtMs > clockMs && state.tokens.size <= MAX_TOKENS) return;
    state.tokens.delete(token);
  }
};

const learn = (state: IdentityState, exchange: Exchange, client: string, clockMs: number): void => {
  const status = exchange.response?.status ?? 0;
  if (status < 200 || status > 299) return;
  const answer = bodyValue(exchange.response!.body);
  const token = memberOf(answer, "access_token");
  if (typeof token !== "string" || token === "") return;
  const seconds = Number(memberOf(answer, "expires_in"));
  const lifeMs = seconds > 0 ? seconds * 1000 : HOUR_MS;
  state.tokens.delete(token);
  state.tokens.set(token, { client, forgottenAtMs: exchange.timeMs + lifeMs + GRACE_MS });
  forget(state, clockMs);
};

/** Compiles the places where the specification's credentials travel. */
export const compileClientIdentity = (specification: Specification): ClientIdentity => {
  const headers = clausesOf(specification, "authentication.usage-header").map(({ parameters }) =>
    parameters.name.toLowerCase(),
  );
  const names = headers.length > 0 ? headers : ["authorization"];
  const parameters = clausesOf(specification, "authentication.usage-query").map(
    (clause) => clause.parameters.name,
  );

  const credentialOf = ({ request, url }: Exchange): string | undefined => {
    for (const name of names) {
      const found = fingerprintIn(request.headers?.get(name));
      if (found !== undefined) return found;
    }
    if (url.query === "") return undefined;
    for (const name of parameters) {
      const found = fingerprintIn(formField(url.query, name));
      if (found !== undefined) return found;
    }
    return undefined;
  };

  return {
    initialState: () => ({ tokens: new Map() }),
    clientOf(state, exchange, tokenRequest, clockMs) {
      if (tokenRequest) {
        const client = exchange.client ?? requestedBy(exchange) ?? credentialOf(exchange);
        if (client !== undefined) learn(state, exchange, client, clockMs);
        return client;
      }
      if (exchange.client !== undefined) return exchange.client;
      const credential = credentialOf(exchange);
      return credential && (state.tokens.get(credential)?.client ?? credential);
    },
  };
};
