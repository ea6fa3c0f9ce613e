import type { MigrationInterface, QueryRunner } from "typeorm";

/** The revisions that measured a month, one row a run, in the order in which they judged, with the end of its latest minute. */
export class CreateServiceLevelRevision implements MigrationInterface {
  name = "CreateServiceLevelRevision1770000000005";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE service_level_revision (
        integration text NOT NULL,
        month timestamptz NOT NULL,
        run integer NOT NULL,
        revision text NOT NULL,
        ends_at timestamptz NOT NULL,
        PRIMARY KEY (integration, month, run)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE service_level_revision`);
  }
}
