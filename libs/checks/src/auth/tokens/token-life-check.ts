import type { Check } from "../../check.ts";
import { judgeAsking } from "./asking.ts";
import { noTokens, type TokenState } from "./clients.ts";
import { settleRenewals } from "./late-refresh.ts";
import type { TokenTerms } from "./terms.ts";
import { judgeUse } from "./using.ts";

/**
 * The rules that remember tokens: their age when they are used, and when and how often a client asks for new ones. What
 * is remembered are facts, which hold under any revision.
 */
export const tokenLifeCheck = (terms: TokenTerms): Check<TokenState> => ({
  key: "auth.token-life",
  initialState: noTokens,
  exchange(state, context, report) {
    if (context.tokenRequest) judgeAsking(terms, state, context, report);
    else judgeUse(terms, state, context, report);
  },
  advance(state, clockMs, report) {
    if (state.late.length > 0 && state.late[0]!.dueMs <= clockMs)
      settleRenewals(terms, state, clockMs, report);
  },
});
