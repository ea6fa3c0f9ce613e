import type { MigrationInterface, QueryRunner } from "typeorm";

/** The table of silences. */
export class CreateSilence implements MigrationInterface {
  name = "CreateSilence1770000000002";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE silence (
        id text PRIMARY KEY,
        version integer NOT NULL,
        matchers json NOT NULL,
        from_at timestamptz NOT NULL,
        to_at timestamptz NOT NULL,
        by text NOT NULL,
        comment text NOT NULL,
        created_at timestamptz NOT NULL,
        expired_by text
      )`);
    await runner.query(`CREATE INDEX silence_newest ON silence (created_at DESC, id DESC)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE silence`);
  }
}
