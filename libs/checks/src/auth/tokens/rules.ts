import type { RuleDefinition } from "../../check.ts";
import { rule } from "../rule.ts";

export const TOKEN_REQUEST = rule(
  "token-request",
  "A token is asked for otherwise than documented",
  "error",
  "consumer",
);
export const TOKEN_RESPONSE = rule(
  "token-response",
  "A token is answered otherwise than documented",
  "error",
  "provider",
);
export const TOKEN_NOT_CACHED = rule(
  "token-not-cached",
  "A token is asked for while the last one still holds",
  "warning",
  "consumer",
);
export const LATE_REFRESH = rule(
  "late-refresh",
  "A token is used shortly before its end, and none was asked for",
  "warning",
  "consumer",
);
export const EXPIRED_TOKEN = rule("expired-token", "An expired token is used", "warning", "consumer");
export const EXPIRED_TOKEN_ACCEPTED = rule(
  "expired-token-accepted",
  "An expired token is accepted",
  "critical",
  "provider",
);
export const VALID_TOKEN_REJECTED = rule(
  "valid-token-rejected",
  "A token that has not expired is rejected",
  "error",
  "provider",
);
export const TOKEN_RETRY_LIMIT = rule(
  "token-retry-limit",
  "A failed token request is retried too often",
  "error",
  "consumer",
);
export const TOKEN_RETRY_TOO_SOON = rule(
  "token-retry-too-soon",
  "A failed token request is retried too soon",
  "warning",
  "consumer",
);
export const SHARED_CREDENTIAL = rule(
  "shared-credential",
  "One credential serves two environments",
  "error",
  "consumer",
);

/** What the family `auth` may say of tokens and their life. */
export const TOKEN_RULES: readonly RuleDefinition[] = [
  TOKEN_REQUEST,
  TOKEN_RESPONSE,
  TOKEN_NOT_CACHED,
  LATE_REFRESH,
  EXPIRED_TOKEN,
  EXPIRED_TOKEN_ACCEPTED,
  VALID_TOKEN_REJECTED,
  TOKEN_RETRY_LIMIT,
  TOKEN_RETRY_TOO_SOON,
  SHARED_CREDENTIAL,
];
