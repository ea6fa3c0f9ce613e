import type { ExchangeContext } from "../../check.ts";
import { isSuccess } from "../../engine/finding.ts";
import { jwtExpiredAfter } from "../../engine/issued-tokens.ts";
import type { Report } from "../../verdict.ts";
import { ownerOf, type TokenState } from "./clients.ts";
import { tellExpired } from "./expired.ts";
import { judgesCredentials } from "./judging-endpoint.ts";
import { awaitRenewal } from "./late-refresh.ts";
import { judgeRejection, noteRejection, prove } from "./rejected.ts";
import { comesSampled, noteSampled } from "./sampled.ts";
import type { TokenTerms } from "./terms.ts";

/** Before a JSON Web Token's `exp` has surely passed, it may have passed by the issuer's clock. */
const JWT_DOUBT_MS = 120_000;

/** How far the clocks of two sources may lie apart. */
const CLOCKS_MS = 5_000;

/** Judges a request by the age of its token. */
export const judgeUse = (
  terms: TokenTerms,
  state: TokenState,
  context: ExchangeContext,
  report: Report,
): void => {
  const { credential, token, exchange, client, environment } = context;
  if (credential === undefined) return;
  const status = exchange.response?.status;
  const owner = token?.client ?? client;
  if (owner !== undefined && comesSampled(state.sampled, context)) {
    noteSampled(state.sampled, ownerOf(token ? token.environment : environment, owner));
  }
  const doubtMs = token && token.source !== exchange.source ? CLOCKS_MS : 0;
  const endsMs = token ? token.expiredAfterMs : jwtExpiredAfter(credential);
  const expiredAfterMs = endsMs === undefined ? undefined : endsMs + doubtMs;
  if (expiredAfterMs !== undefined && exchange.timeMs > expiredAfterMs) {
    tellExpired(terms, expiredAfterMs, context, report);
  } else if (expiredAfterMs !== undefined) {
    const validUntilMs = token ? token.validUntilMs! - doubtMs : expiredAfterMs - JWT_DOUBT_MS;
    if (status === 401) judgeRejection(terms, state, validUntilMs, context, report);
    else if (isSuccess(status) && judgesCredentials(context)) {
      if (token) {
        token.acceptedIn = environment;
        if (token.rejected) token.rejected = undefined;
      } else prove(state, context);
    }
    if (token && context.endpoint?.parameters.open !== true) awaitRenewal(terms, state, token, context);
  }
  if (status === 401 || status === 403) noteRejection(state, context);
};
