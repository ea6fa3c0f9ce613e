import type { MigrationInterface, QueryRunner } from "typeorm";

/** What the alerter remembers: alerts, the groups that receivers are told of, and how far it has read. */
export class CreateAlerting implements MigrationInterface {
  name = "CreateAlerting1770000000001";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE alert (
        id text PRIMARY KEY,
        alertname text NOT NULL,
        severity text NOT NULL,
        integration text,
        environment text,
        starts_at timestamptz NOT NULL,
        state json NOT NULL
      )`);
    await runner.query(`CREATE INDEX alert_newest ON alert (starts_at DESC, id DESC)`);
    await runner.query(`CREATE TABLE alert_group (key text PRIMARY KEY, state json NOT NULL)`);
    await runner.query(`
      CREATE TABLE alerting (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        generation bigint NOT NULL DEFAULT 0,
        position bigint NOT NULL DEFAULT 0,
        settings json
      ) WITH (fillfactor = 20)`);
    await runner.query(`INSERT INTO alerting DEFAULT VALUES`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE alerting, alert_group, alert`);
  }
}
