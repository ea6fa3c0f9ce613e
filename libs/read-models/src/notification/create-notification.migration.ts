import type { MigrationInterface, QueryRunner } from "typeorm";

/** The table of notifications: sent, failed, held back. */
export class CreateNotification implements MigrationInterface {
  name = "CreateNotification1770000000003";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notification (
        id text PRIMARY KEY,
        position bigint NOT NULL,
        outcome text NOT NULL,
        at timestamptz NOT NULL,
        receiver text,
        deduplication_key text,
        status text,
        cause text,
        stage text,
        reason text,
        by json NOT NULL,
        group_key text,
        group_labels jsonb NOT NULL,
        integration text,
        alerts text[] NOT NULL,
        omitted integer NOT NULL,
        violations bigint,
        from_at timestamptz,
        to_at timestamptz,
        summary text,
        attempts integer,
        detail text
      )`);
    await runner.query(`CREATE INDEX notification_newest ON notification (at DESC, id DESC)`);
    await runner.query(`CREATE INDEX notification_alerts ON notification USING gin (alerts)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE notification`);
  }
}
