import type { Exchange } from "#observation";
import type { Specification } from "#spec";
import { compileCredentialReader } from "./credential.ts";
import type { CredentialReader } from "./credential.ts";
import { learnToken } from "./issued-tokens.ts";
import type { IssuedTokens } from "./issued-tokens.ts";
import { requestedBy } from "./token-request.ts";

/** Who received which token. Plain data, kept with the checks' states. */
export type IdentityState = IssuedTokens;

/** Finds the client of an exchange, and learns from token exchanges who owns which token. */
export interface ClientIdentity {
  initialState(): IdentityState;
  credentialOf: CredentialReader;
  /** The event's client, else the token request's, else the token's owner, else the credential's fingerprint. */
  clientOf(
    state: IdentityState,
    exchange: Exchange,
    tokenRequest: boolean,
    credential: string | undefined,
  ): string | undefined;
  /** The token that a token exchange returned. */
  learn: typeof learnToken;
}

/** Compiles the places where the specification's credentials travel. */
export const compileClientIdentity = (specification: Specification): ClientIdentity => ({
  initialState: () => ({ tokens: new Map(), forgetAtMs: 0 }),
  credentialOf: compileCredentialReader(specification),
  learn: learnToken,
  clientOf({ tokens }, exchange, tokenRequest, credential) {
    if (exchange.client !== undefined) return exchange.client;
    if (tokenRequest) return requestedBy(exchange) ?? credential;
    return credential && (tokens.get(credential)?.client ?? credential);
  },
});
