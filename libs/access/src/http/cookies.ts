import { SESSION_SECONDS } from "../sessions.ts";

/** The cookie of a session: of this host alone, unseen by scripts, never sent from another site. */
export const SESSION_COOKIE = "__Host-clausewatch";
/** The cookie of a sign-in under way: it comes along when the identity provider sends the browser back. */
export const SIGN_IN_COOKIE = "__Host-clausewatch-sign-in";

const cookie = (name: string, value: string, sameSite: "Strict" | "Lax", seconds: number): string =>
  `${name}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=${sameSite}`;

/** `Set-Cookie` for a session; without a secret it is taken away. */
export const sessionCookie = (secret?: string): string =>
  cookie(SESSION_COOKIE, secret ?? "", "Strict", secret === undefined ? 0 : SESSION_SECONDS);

/** `Set-Cookie` for a sign-in under way; without a state it is taken away. */
export const signInCookie = (state?: string): string =>
  cookie(SIGN_IN_COOKIE, state ?? "", "Lax", state === undefined ? 0 : 600);

/** The value of a cookie in a `Cookie` header (RFC 6265). */
export const readCookie = (header: string | undefined, name: string): string | undefined => {
  for (const pair of (header ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || undefined;
  }
  return undefined;
};
