import type { MigrationInterface, QueryRunner } from "typeorm";

/** The table of violations as people see them. */
export class CreateViolation implements MigrationInterface {
  name = "CreateViolation1767200000001";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE violation (
        id text PRIMARY KEY,
        version integer NOT NULL,
        rule text NOT NULL,
        severity text NOT NULL,
        party text NOT NULL,
        status text NOT NULL,
        integration text NOT NULL,
        revision text,
        environment text,
        client text,
        endpoint text,
        clause_path text NOT NULL,
        clause_file text NOT NULL,
        clause_line integer NOT NULL,
        clause_text text NOT NULL,
        occurred_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        ended boolean NOT NULL,
        message text NOT NULL,
        evidence json NOT NULL,
        event_ids json NOT NULL,
        count bigint NOT NULL
      )`);
    await runner.query(`CREATE INDEX violation_newest ON violation (occurred_at DESC, id DESC)`);
    await runner.query(
      `CREATE INDEX violation_newest_of_integration ON violation (integration, occurred_at DESC, id DESC)`,
    );
    await runner.query(
      `CREATE INDEX violation_newest_of_rule ON violation (rule, occurred_at DESC, id DESC)`,
    );
    await runner.query(
      `CREATE INDEX violation_open ON violation (integration, severity) WHERE status = 'open'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE violation`);
  }
}
