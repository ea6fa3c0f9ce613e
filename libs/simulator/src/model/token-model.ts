import { clausesOf, type Specification } from "#spec";

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
  /** What the document states about token requests, beyond what is usual. */
  stated: {
    contentType: boolean;
    grantType: boolean;
    scope: boolean;
    response: ReadonlySet<string>;
    threshold: boolean;
    caching: boolean;
    retries?: number;
    retryDelayMs?: number;
  };
}

/** The token endpoint as documented; undefined where there is none. */
export const tokenModel = (specification: Specification): TokenModel | undefined => {
  const endpoint = clausesOf(specification, "authentication.token-endpoint")[0]?.parameters;
  if (endpoint === undefined) return undefined;
  const contentType = clausesOf(specification, "authentication.token-content-type")[0]?.parameters.mediaType;
  const asked = new Map(
    clausesOf(specification, "authentication.token-request").map(({ parameters: { name, value } }) => [
      name,
      value,
    ]),
  );
  const answered = new Map(
    clausesOf(specification, "authentication.token-response").map(({ parameters: { name, value } }) => [
      name,
      value,
    ]),
  );
  const thresholdMs = clausesOf(specification, "authentication.refresh-threshold")[0]?.parameters.thresholdMs;
  const seconds = answered.get("expires_in");
  return {
    ...endpoint,
    contentType: contentType ?? "application/x-www-form-urlencoded",
    grantType: asked.get("grant_type") ?? "client_credentials",
    scope: asked.get("scope"),
    tokenType: String(answered.get("token_type") ?? "Bearer"),
    expiresInSeconds: typeof seconds === "number" ? seconds : 3600,
    thresholdSeconds: (thresholdMs ?? 300_000) / 1000,
    stated: {
      contentType: contentType !== undefined,
      grantType: asked.has("grant_type"),
      scope: asked.has("scope"),
      response: new Set(answered.keys()),
      threshold: thresholdMs !== undefined,
      caching: clausesOf(specification, "authentication.token-caching").length > 0,
      retries: clausesOf(specification, "authentication.token-retries")[0]?.parameters.retries,
      retryDelayMs: clausesOf(specification, "authentication.token-retry-delay")[0]?.parameters.delayMs,
    },
  };
};
