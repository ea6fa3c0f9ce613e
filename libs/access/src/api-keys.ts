import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { Principal } from "./principal.ts";
import { recordChange } from "./record-change.ts";
import type { Role } from "./role.ts";
import { hashOf, newSecret } from "./secret.ts";

const PREFIX = "cw_";

/** What a key opens: what its role may, or sending events (`ingest`). */
export type KeyRole = Role | "ingest";

/** A key as it is listed; the key itself is told once, when it is created. */
export interface ApiKey {
  id: string;
  name: string;
  role: KeyRole;
  /** Of an `ingest` key; null: every integration. */
  integrations: string[] | null;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

const COLUMNS = `id, name, role, integrations, created_at AS "createdAt", expires_at AS "expiresAt",
  revoked_at AS "revokedAt"`;

/** Every key, newest first. */
export const listKeys = async (pool: Pool): Promise<ApiKey[]> =>
  (await pool.query<ApiKey>(`SELECT ${COLUMNS} FROM api_key ORDER BY created_at DESC, id`)).rows;

/** Creates a key and tells its secret, `cw_…`, of which only a hash is kept. */
export const createKey = async (
  pool: Pool,
  { name, role, integrations, expiresAt }: Pick<ApiKey, "name" | "role" | "integrations" | "expiresAt">,
  by: string,
): Promise<ApiKey & { secret: string }> => {
  const secret = PREFIX + newSecret();
  const { rows } = await pool.query<ApiKey>(
    `INSERT INTO api_key (id, name, role, integrations, hash, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
     RETURNING ${COLUMNS}`,
    [randomUUID(), name, role, integrations, hashOf(secret), expiresAt],
  );
  const key = rows[0]!;
  await recordChange(pool, {
    type: "KeyCreated",
    key: key.id,
    name,
    role,
    ...(integrations && { integrations }),
    by,
  });
  return { ...key, secret };
};

/** Ends a key for good; false where there is none of this id that still opens anything. */
export const revokeKey = async (pool: Pool, id: string, by: string): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `UPDATE api_key SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL`,
    [id],
  );
  if (rowCount !== 1) return false;
  await recordChange(pool, { type: "KeyRevoked", key: id, by });
  return true;
};

/** Whom a key stands for; undefined where it opens nothing. */
export const principalOfKey = async (pool: Pool, secret: string): Promise<Principal | undefined> => {
  if (!secret.startsWith(PREFIX)) return undefined;
  const { rows } = await pool.query<Pick<ApiKey, "name" | "role" | "integrations">>(
    `SELECT name, role, integrations FROM api_key
     WHERE hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
    [hashOf(secret)],
  );
  const [key] = rows;
  if (!key) return undefined;
  const { name, role, integrations } = key;
  return role === "ingest"
    ? { kind: "ingest", name, ...(integrations && { integrations }) }
    : { kind: "key", name, role };
};
