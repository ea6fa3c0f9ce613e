import type { MigrationInterface, QueryRunner } from "typeorm";

/** The newest first of each, so that a rare one is found as soon as a frequent one. */
const NEWEST_OF = ["client", "endpoint", "status", "severity"] as const;

/** Who looks after a violation, and an index for each way to narrow the list. */
export class OwnViolation implements MigrationInterface {
  name = "OwnViolation1770000000020";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE violation ADD COLUMN owner text`);
    for (const column of NEWEST_OF)
      await runner.query(
        `CREATE INDEX violation_newest_of_${column} ON violation (${column}, occurred_at DESC, id DESC)`,
      );
    await runner.query(
      `CREATE INDEX violation_newest_of_clause ON violation (integration, clause_path, occurred_at DESC, id DESC)`,
    );
    await runner.query(
      `CREATE INDEX violation_newest_of_owner ON violation (owner, occurred_at DESC, id DESC) WHERE owner IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX violation_unowned ON violation (occurred_at DESC, id DESC) WHERE owner IS NULL AND status <> 'resolved'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of [...NEWEST_OF.map((column) => `newest_of_${column}`), "newest_of_clause"])
      await runner.query(`DROP INDEX violation_${name}`);
    await runner.query(`ALTER TABLE violation DROP COLUMN owner`);
  }
}
