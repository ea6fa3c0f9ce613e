import type { Settings } from "./schema.ts";

/** The OpenID Connect provider that vouches for people. */
export interface IdentityProviderConfiguration {
  issuer: string;
  clientId: string;
  /** Absent: a public client. */
  clientSecret?: string;
}

/** The identity provider of the settings; what is wrong with them is added to the problems. */
export const identityProviderOf = (
  { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret }: Settings,
  problems: string[],
): IdentityProviderConfiguration | undefined => {
  if (issuer !== undefined && clientId !== undefined) return { issuer, clientId, clientSecret };
  if (issuer !== undefined) problems.push("OIDC_CLIENT_ID must be set too");
  else if (clientId !== undefined || clientSecret !== undefined) problems.push("OIDC_ISSUER must be set too");
  return undefined;
};
