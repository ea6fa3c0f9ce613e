import type { ExchangeContext } from "../../check.ts";
import { breach } from "../../engine/finding.ts";
import { endOf, type IssuedToken } from "../../engine/issued-tokens.ts";
import { sizeOf, touch, turn } from "../../engine/ages.ts";
import type { Report } from "../../verdict.ts";
import { clientTokens, ownerOf, type TokenState } from "./clients.ts";
import { judgesCredentials } from "./judging-endpoint.ts";
import { VALID_TOKEN_REJECTED } from "./rules.ts";
import { inSeconds } from "./tell.ts";
import { severityOf, type TokenTerms } from "./terms.ts";

const MAX_PROVEN = 100_000;
const DAY_MS = 86_400_000;
/** Issuers count in whole seconds. */
const ROUNDING_MS = 1_000;

const isProven = ({ proven }: TokenState, { environment, credential }: ExchangeContext): boolean =>
  touch(proven, ownerOf(environment, credential ?? "")) === true;

/** Remembers that a JSON Web Token which nobody was seen to receive was accepted here. */
export const prove = (
  { proven }: TokenState,
  { environment, credential, clockMs }: ExchangeContext,
): void => {
  turn(proven, clockMs, DAY_MS);
  const key = ownerOf(environment, credential ?? "");
  if (touch(proven, key) === undefined && sizeOf(proven) < MAX_PROVEN) proven.recent.set(key, true);
};

/** The token is of this environment, and none was issued since that may have replaced it. */
const holds = (state: TokenState, token: IssuedToken, environment: string | undefined): boolean => {
  if (token.client === undefined || token.rejected) return false;
  if (token.environment !== environment && token.acceptedIn !== environment) return false;
  if (state.unnamed.issuedMs >= token.fromMs) return false;
  return [token.client, token.requestedBy ?? token.client].every((name) => {
    const known = clientTokens(state, ownerOf(token.environment, name));
    return known?.newest?.credential === token.credential;
  });
};

/**
 * `auth.valid-token-rejected`, once until the token is accepted again. A provider may let a client's newest token
 * replace those before it, so only the newest is surely valid.
 */
export const judgeRejection = (
  terms: TokenTerms,
  state: TokenState,
  validUntilMs: number,
  context: ExchangeContext,
  report: Report,
): void => {
  const { exchange, token, environment, label, clockMs } = context;
  const { header, life } = terms;
  const value = header && exchange.request.headers?.get(header.name);
  if (!life || !judgesCredentials(context) || (value !== undefined && !header!.fits(value))) return;
  if (endOf(exchange, clockMs) + ROUNDING_MS >= validUntilMs) return;
  if (exchange.response!.headers?.get("www-authenticate")?.includes("insufficient_scope")) return;
  if (token ? exchange.timeMs < token.toMs || !holds(state, token, environment) : !isProven(state, context))
    return;
  const leftMs = validUntilMs - exchange.timeMs;
  report(
    breach(context, {
      rule: VALID_TOKEN_REJECTED,
      clause: life,
      severity: severityOf(life),
      message: `${label} answered 401 to a token that held for another ${inSeconds(leftMs)}`,
      evidence: { expected: "the token is accepted", actual: 401, left: inSeconds(leftMs) },
    }),
  );
  if (token) token.rejected = true;
  else {
    const key = ownerOf(environment, context.credential ?? "");
    state.proven.recent.delete(key);
    state.proven.older.delete(key);
  }
};

/** Remembers when a client had to ask for another token. */
export const noteRejection = (
  state: TokenState,
  { token, client, environment, exchange, clockMs }: ExchangeContext,
): void => {
  const owner = token ? token.client : client;
  if (owner === undefined) return;
  const known = clientTokens(state, ownerOf(token ? token.environment : environment, owner));
  if (known) known.rejectedMs = Math.max(known.rejectedMs, endOf(exchange, clockMs));
};
