import type { MigrationInterface, QueryRunner } from "typeorm";

/** The table of declared maintenance. */
export class CreateMaintenance implements MigrationInterface {
  name = "CreateMaintenance1770000000001";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE maintenance (
        id text PRIMARY KEY,
        version integer NOT NULL,
        integration text NOT NULL,
        environment text,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        reason text NOT NULL,
        declared_by text NOT NULL,
        declared_at timestamptz NOT NULL,
        withdrawn_by text,
        withdrawn_at timestamptz,
        withdrawal_reason text
      )`);
    await runner.query(`CREATE INDEX maintenance_latest ON maintenance (starts_at DESC, id DESC)`);
    await runner.query(
      `CREATE INDEX maintenance_latest_of_integration ON maintenance (integration, starts_at DESC, id DESC)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE maintenance`);
  }
}
