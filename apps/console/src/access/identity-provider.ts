import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  type Configuration,
} from "openid-client";
import { isLoopback, type IdentityProviderConfiguration } from "#platform";
import type { PendingSignIn } from "#access";

/** An OpenID Connect provider (authorization code flow with PKCE). */
export interface IdentityProvider {
  /** Where the browser goes to sign in, under a state that it brings back. */
  begin(
    callback: string,
    remember: (pending: PendingSignIn) => Promise<string>,
  ): Promise<{ url: URL; state: string }>;
  /** The e-mail address that the provider has verified; undefined where it vouches for none. */
  finish(answer: URL, state: string, pending: PendingSignIn): Promise<string | undefined>;
}

const TIMEOUT_SECONDS = 10;

/** A provider that is discovered when it is first needed, and anew after a failure. */
export const createIdentityProvider = ({
  issuer,
  clientId,
  clientSecret,
}: IdentityProviderConfiguration): IdentityProvider => {
  let discovered: Promise<Configuration> | undefined;
  const discover = (): Promise<Configuration> => {
    const url = new URL(issuer);
    const local = url.protocol === "http:" && isLoopback(url.hostname);
    discovered ??= discovery(
      url,
      clientId,
      undefined,
      clientSecret ? ClientSecretPost(clientSecret) : None(),
      {
        timeout: TIMEOUT_SECONDS,
        ...(local && { execute: [allowInsecureRequests] }),
      },
    ).catch((error: unknown) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  };
  return {
    begin: async (callback, remember) => {
      const configuration = await discover();
      const verifier = randomPKCECodeVerifier();
      const nonce = randomNonce();
      const state = await remember({ verifier, nonce });
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: callback,
        scope: "openid email",
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state,
        nonce,
      });
      return { url, state };
    },
    finish: async (answer, state, { verifier, nonce }) => {
      const configuration = await discover();
      const tokens = await authorizationCodeGrant(configuration, answer, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const { email, email_verified: verified } = await fetchUserInfo(
        configuration,
        tokens.access_token,
        tokens.claims()!.sub,
      );
      return verified === true ? email : undefined;
    },
  };
};
