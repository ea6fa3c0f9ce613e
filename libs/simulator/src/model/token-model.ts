import { clausesOf, type Specification } from "#spec";
import { statementNumber, statementValue } from "./statement-value.ts";

/** How a client gets its token. */
export interface TokenModel {
  url: string;
  method: string;
  contentType: string;
  grantType: string;
  scope?: string;
  tokenType: string;
  expiresInSeconds: number;
  /** A token with less than this left is renewed before it is used again. */
  thresholdSeconds: number;
}

/** The token endpoint as documented; undefined where there is none. */
export const tokenModel = (specification: Specification): TokenModel | undefined => {
  const endpoint = clausesOf(specification, "authentication.token-endpoint")[0]?.parameters;
  if (endpoint === undefined) return undefined;
  const text = (path: string) => statementValue(specification, `authentication.${path}`);
  return {
    ...endpoint,
    contentType: text("endpoints.token.content_type") ?? "application/x-www-form-urlencoded",
    grantType: text("request.grant_type") ?? "client_credentials",
    scope: text("request.scope"),
    tokenType: text("response.token_type") ?? "Bearer",
    expiresInSeconds: statementNumber(specification, "authentication.response.expires_in", 3600),
    thresholdSeconds: statementNumber(specification, "authentication.token_refresh.threshold_seconds", 300),
  };
};
