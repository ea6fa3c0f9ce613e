import type { MigrationInterface, QueryRunner } from "typeorm";

/** The tables of redeliveries and of their deliveries. */
export class CreateRedelivery implements MigrationInterface {
  name = "CreateRedelivery1770000000005";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE redelivery (
        id text PRIMARY KEY,
        version integer NOT NULL,
        integration text NOT NULL,
        by text NOT NULL,
        reason text,
        filter json,
        status text NOT NULL,
        total integer NOT NULL,
        waiting integer NOT NULL,
        under_way integer NOT NULL DEFAULT 0,
        delivered integer NOT NULL DEFAULT 0,
        failed integer NOT NULL DEFAULT 0,
        unknown integer NOT NULL DEFAULT 0,
        refused integer NOT NULL DEFAULT 0,
        requested_at timestamptz NOT NULL,
        ended_at timestamptz,
        cancelled_by text
      )`);
    await runner.query(`CREATE INDEX redelivery_newest ON redelivery (requested_at DESC, id DESC)`);
    await runner.query(
      `CREATE INDEX redelivery_open ON redelivery (requested_at) WHERE status = 'running' OR under_way > 0`,
    );
    await runner.query(`
      CREATE TABLE redelivery_item (
        redelivery_id text NOT NULL,
        number integer NOT NULL,
        delivery_id text NOT NULL,
        step text NOT NULL,
        attempt_id text,
        destination text,
        at timestamptz,
        status integer,
        failure text,
        duration_ms double precision,
        detail text,
        PRIMARY KEY (redelivery_id, number)
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX redelivery_item_delivery ON redelivery_item (delivery_id, redelivery_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE redelivery, redelivery_item`);
  }
}
