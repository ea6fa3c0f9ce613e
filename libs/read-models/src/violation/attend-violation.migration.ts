import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who took a violation and when, when it was resolved, and an index whose order is that of attention. */
export class AttendViolation implements MigrationInterface {
  name = "AttendViolation1770000000021";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE violation ADD COLUMN taken_by text, ADD COLUMN taken_at timestamptz, ADD COLUMN resolved_at timestamptz`);
    await runner.query(`
      CREATE INDEX violation_attention ON violation (
        (CASE WHEN owner IS NULL AND status = 'open' THEN 0 ELSE 1 END),
        (CASE severity WHEN 'critical' THEN 0 WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END),
        integration, rule, md5(clause_path), coalesce(environment, ''), party, status, coalesce(owner, ''), occurred_at)
      WHERE status <> 'resolved'`);
    await runner.query(
      `CREATE INDEX violation_resolved ON violation (resolved_at DESC) WHERE resolved_at IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX violation_attention, violation_resolved`);
    await runner.query(
      `ALTER TABLE violation DROP COLUMN taken_by, DROP COLUMN taken_at, DROP COLUMN resolved_at`,
    );
  }
}
