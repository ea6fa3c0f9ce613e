import type { MigrationInterface, QueryRunner } from "typeorm";

/** Months whose events are gone keep their figures; `sealed_until` is the end of the latest minute measured of them. */
export class SealMonths implements MigrationInterface {
  name = "SealMonths1770000000004";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE service_level_stream ADD COLUMN sealed_until timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE service_level_stream DROP COLUMN sealed_until`);
  }
}
