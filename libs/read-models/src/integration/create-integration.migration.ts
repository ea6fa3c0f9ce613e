import type { MigrationInterface, QueryRunner } from "typeorm";

/** The table of integrations with their active revisions. */
export class CreateIntegration implements MigrationInterface {
  name = "CreateIntegration1767200000002";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE integration (
        id text PRIMARY KEY,
        version integer NOT NULL,
        revision text NOT NULL,
        activated_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE integration`);
  }
}
