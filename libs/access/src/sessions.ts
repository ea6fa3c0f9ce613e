import type { Pool } from "pg";
import type { Account } from "./accounts.ts";
import type { Principal } from "./principal.ts";
import type { Role } from "./role.ts";
import { hashOf, newSecret } from "./secret.ts";

/** How long a person stays signed in. */
export const SESSION_SECONDS = 12 * 3600;
const PENDING_SECONDS = 600;

/** Signs an account in; returns the session's secret. Sessions that are over are forgotten on the way. */
export const beginSession = async (pool: Pool, account: Pick<Account, "id">): Promise<string> => {
  const secret = newSecret();
  await pool.query(
    `WITH over AS (DELETE FROM session WHERE expires_at < now())
     INSERT INTO session (hash, account, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))`,
    [hashOf(secret), account.id, SESSION_SECONDS],
  );
  return secret;
};

/** Who a session belongs to; undefined where it is over or its account is disabled. */
export const principalOfSession = async (pool: Pool, secret: string): Promise<Principal | undefined> => {
  const { rows } = await pool.query<{ name: string; role: Role }>(
    `SELECT name, role FROM session JOIN account ON account.id = session.account
     WHERE hash = $1 AND expires_at > now() AND disabled_at IS NULL`,
    [hashOf(secret)],
  );
  return rows[0] && { kind: "person", ...rows[0] };
};

/** Signs out. */
export const endSession = async (pool: Pool, secret: string): Promise<void> => {
  await pool.query(`DELETE FROM session WHERE hash = $1`, [hashOf(secret)]);
};

/** What must be remembered between a redirect to the identity provider and the way back. */
export interface PendingSignIn {
  /** The PKCE code verifier (RFC 7636). */
  verifier: string;
  nonce: string;
}

/** Remembers a sign-in that is under way; returns its state, which the browser brings back. */
export const rememberSignIn = async (pool: Pool, { verifier, nonce }: PendingSignIn): Promise<string> => {
  const state = newSecret();
  await pool.query(
    `WITH over AS (DELETE FROM pending_sign_in WHERE expires_at < now())
     INSERT INTO pending_sign_in (hash, verifier, nonce, expires_at)
     VALUES ($1, $2, $3, now() + make_interval(secs => $4))`,
    [hashOf(state), verifier, nonce, PENDING_SECONDS],
  );
  return state;
};

/** Takes what was remembered of a sign-in, once; undefined where nothing is. */
export const takeSignIn = async (pool: Pool, state: string): Promise<PendingSignIn | undefined> =>
  (
    await pool.query<PendingSignIn>(
      `DELETE FROM pending_sign_in WHERE hash = $1 AND expires_at > now() RETURNING verifier, nonce`,
      [hashOf(state)],
    )
  ).rows[0];
