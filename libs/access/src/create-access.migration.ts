import type { MigrationInterface, QueryRunner } from "typeorm";

class CreateAccess1771000000000 implements MigrationInterface {
  name = "CreateAccess1771000000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account (
        id text PRIMARY KEY,
        name text NOT NULL,
        role text NOT NULL,
        password_hash text,
        created_at timestamptz NOT NULL DEFAULT now(),
        disabled_at timestamptz
      )`);
    await runner.query(`CREATE UNIQUE INDEX account_name ON account (lower(name))`);
    await runner.query(`
      CREATE TABLE api_key (
        id text PRIMARY KEY,
        name text NOT NULL,
        role text NOT NULL,
        integrations text[],
        hash bytea NOT NULL UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        revoked_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE session (
        hash bytea PRIMARY KEY,
        account text NOT NULL REFERENCES account ON DELETE CASCADE,
        expires_at timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE pending_sign_in (
        hash bytea PRIMARY KEY,
        verifier text NOT NULL,
        nonce text NOT NULL,
        expires_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE pending_sign_in, session, api_key, account`);
  }
}

/** The tables of accounts, keys and sessions, for `migrate`. */
export const ACCESS_MIGRATIONS = [CreateAccess1771000000000];
