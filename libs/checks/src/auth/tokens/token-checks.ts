import type { Clause, Specification } from "#spec";
import type { Check, CompiledFamily } from "../../check.ts";
import {
  EXPIRED_TOKEN,
  EXPIRED_TOKEN_ACCEPTED,
  LATE_REFRESH,
  SHARED_CREDENTIAL,
  TOKEN_NOT_CACHED,
  TOKEN_REQUEST,
  TOKEN_RESPONSE,
  TOKEN_RETRY_LIMIT,
  TOKEN_RETRY_TOO_SOON,
  VALID_TOKEN_REJECTED,
} from "./rules.ts";
import { sharedCredentialCheck } from "./shared-credential-check.ts";
import type { TokenTerms } from "./terms.ts";
import { tokenLifeCheck } from "./token-life-check.ts";
import { tokenRequestCheck } from "./token-request-check.ts";
import { tokenResponseCheck } from "./token-response-check.ts";

const NO_ENDPOINT = "No token endpoint is documented, so that no request is known to ask for a token.";
const NO_THRESHOLD = "Nothing says how long before its end a token may be replaced.";
const NO_METHOD = "The document states no method for it; its URL tells which requests ask for a token.";
const LIFE_RULES = [EXPIRED_TOKEN.id, EXPIRED_TOKEN_ACCEPTED.id, VALID_TOKEN_REJECTED.id];

/** The checks of token requests, token life and shared credentials, where the document speaks of them. */
export const tokenChecks = (terms: TokenTerms, specification: Specification): Check[] => {
  const checks: Check[] = [];
  if (terms.endpoint) checks.push(tokenRequestCheck(terms));
  if (terms.endpoint && terms.response.length > 0) checks.push(tokenResponseCheck(terms));
  if (terms.endpoint || terms.life) checks.push(tokenLifeCheck(terms) as Check);
  if (terms.separate.length > 0) checks.push(sharedCredentialCheck(terms, specification) as Check);
  return checks;
};

const rulesOf = (clause: Clause, rules: readonly string[]) => ({ clause, rules });

/** Which of these clauses are enforced by what, and why the others are not. */
export const enforcedTerms = (
  terms: TokenTerms,
): Required<Pick<CompiledFamily, "enforced" | "unenforced">> => {
  const { endpoint, threshold, retries, delay, caching, life, separate } = terms;
  const enforced = separate.map((clause) => rulesOf(clause, [SHARED_CREDENTIAL.id]));
  const unenforced: { clause: Clause; reason: string }[] = [];
  const asked = (clause: Clause | undefined, ...rules: string[]): void => {
    if (!clause) return;
    if (endpoint) enforced.push(rulesOf(clause, rules));
    else unenforced.push({ clause, reason: NO_ENDPOINT });
  };

  if (life) enforced.push(rulesOf(life, LIFE_RULES));
  for (const clause of [...terms.contentTypes, ...terms.request]) asked(clause, TOKEN_REQUEST.id);
  for (const clause of terms.response) asked(clause, TOKEN_RESPONSE.id);
  asked(threshold, LATE_REFRESH.id);
  asked(retries, TOKEN_RETRY_LIMIT.id);
  asked(delay, TOKEN_RETRY_TOO_SOON.id);
  if (caching && endpoint && !threshold) unenforced.push({ clause: caching, reason: NO_THRESHOLD });
  else asked(caching, TOKEN_NOT_CACHED.id);
  if (endpoint?.parameters.assumedMethod) unenforced.push({ clause: endpoint, reason: NO_METHOD });
  else asked(endpoint, TOKEN_REQUEST.id);
  return { enforced, unenforced };
};
