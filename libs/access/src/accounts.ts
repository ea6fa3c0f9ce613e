import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { UserError } from "#platform";
import { hashPassword, isPassword } from "./password.ts";
import { recordChange } from "./record-change.ts";
import type { Role } from "./role.ts";

/** A person who may sign in; without a password only through the identity provider. */
export interface Account {
  id: string;
  /** An e-mail address where the identity provider is to know the person by it. */
  name: string;
  role: Role;
  hasPassword: boolean;
  createdAt: Date;
  disabledAt: Date | null;
}

const COLUMNS = `id, name, role, password_hash IS NOT NULL AS "hasPassword",
  created_at AS "createdAt", disabled_at AS "disabledAt"`;
const DUPLICATE = "23505";
const NAME = /^[^\s\p{C}](?:[^\p{C}]{0,198}[^\s\p{C}])?$/u;

/** Everybody, by name. */
export const listAccounts = async (pool: Pool): Promise<Account[]> =>
  (await pool.query<Account>(`SELECT ${COLUMNS} FROM account ORDER BY lower(name)`)).rows;

/** Creates an account; throws a UserError where the name is taken or cannot be one. */
export const createAccount = async (
  pool: Pool,
  { name, role, password }: { name: string; role: Role; password?: string },
  by: string,
): Promise<Account> => {
  if (!NAME.test(name)) throw new UserError("A name has 1 to 200 characters that can be seen.");
  const hash = password === undefined ? null : await hashPassword(password);
  try {
    const { rows } = await pool.query<Account>(
      `INSERT INTO account (id, name, role, password_hash) VALUES ($1, $2, $3, $4) RETURNING ${COLUMNS}`,
      [randomUUID(), name, role, hash],
    );
    const account = rows[0]!;
    await recordChange(pool, { type: "AccountCreated", account: account.id, name, role, by });
    return account;
  } catch (error) {
    if ((error as { code?: string }).code !== DUPLICATE) throw error;
    throw new UserError(`There is an account "${name}" already.`);
  }
};

/** What may change of an account. A password that is set, or disabling, ends its sessions. */
export interface AccountChange {
  role?: Role;
  disabled?: boolean;
  password?: string;
}

/** Changes an account; undefined where there is none of this id. */
export const changeAccount = async (
  pool: Pool,
  id: string,
  { role, disabled, password }: AccountChange,
  by: string,
): Promise<Account | undefined> => {
  const hash = password === undefined ? null : await hashPassword(password);
  const { rows } = await pool.query<Account>(
    `WITH ended AS (DELETE FROM session WHERE account = $1 AND ($3 OR $4::text IS NOT NULL))
     UPDATE account SET role = coalesce($2, role), password_hash = coalesce($4, password_hash),
       disabled_at = CASE WHEN $3 THEN coalesce(disabled_at, now()) WHEN $3 = false THEN NULL ELSE disabled_at END
     WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, role ?? null, disabled ?? null, hash],
  );
  const account = rows[0];
  if (account)
    await recordChange(pool, {
      type: "AccountChanged",
      account: id,
      ...(role !== undefined && { role }),
      ...(disabled !== undefined && { disabled }),
      ...(password !== undefined && { password: "set" as const }),
      by,
    });
  return account;
};

/** The account that a name and a password open; undefined for every reason why they do not. */
export const accountByPassword = async (
  pool: Pool,
  name: string,
  password: string,
): Promise<Account | undefined> => {
  const { rows } = await pool.query<{ hash: string | null }>(
    `SELECT password_hash AS hash FROM account WHERE lower(name) = lower($1)`,
    [name],
  );
  return (await isPassword(password, rows[0]?.hash ?? undefined)) ? accountByName(pool, name) : undefined;
};

/** The account of a name that somebody else vouches for; undefined where it is disabled. */
export const accountByName = async (pool: Pool, name: string): Promise<Account | undefined> =>
  (
    await pool.query<Account>(
      `SELECT ${COLUMNS} FROM account WHERE lower(name) = lower($1) AND disabled_at IS NULL`,
      [name],
    )
  ).rows[0];
