import type { MigrationInterface, QueryRunner } from "typeorm";

/** Texts of traffic are longer than an index takes, so that their hashes stand in it. */
const HASHED = ["client", "endpoint"] as const;

const TABLES = `
CREATE TABLE violation_tally (
  kind uuid PRIMARY KEY,
  day date NOT NULL,
  integration text NOT NULL,
  environment text NOT NULL,
  clause_path text NOT NULL,
  client text NOT NULL,
  endpoint text NOT NULL,
  rule text NOT NULL,
  party text NOT NULL,
  severity text NOT NULL,
  status text NOT NULL,
  owner text NOT NULL,
  violations bigint NOT NULL,
  occurrences bigint NOT NULL
);
CREATE TABLE violation_hour (
  hour timestamptz NOT NULL,
  kind uuid NOT NULL,
  integration text NOT NULL,
  clause_path text NOT NULL,
  client text NOT NULL,
  endpoint text NOT NULL,
  violations bigint NOT NULL,
  PRIMARY KEY (hour, kind)
)`;

/** Adds what rows of `violation` come to, each so many times as its `step` says. */
const add = (rows: string): string => `
  INSERT INTO violation_tally
  SELECT md5(row(day, integration, environment, clause_path, client, endpoint, rule, party, severity, status,
      owner)::text)::uuid,
    day, integration, environment, clause_path, client, endpoint, rule, party, severity, status, owner, sum(step),
    sum(step * count)
  FROM (SELECT step, count, (occurred_at AT TIME ZONE 'UTC')::date AS day, integration,
      coalesce(environment, '') AS environment, clause_path, coalesce(client, '') AS client,
      coalesce(endpoint, '') AS endpoint, rule, party, severity, status, coalesce(owner, '') AS owner
    FROM (${rows}) AS changed) AS named
  GROUP BY day, integration, environment, clause_path, client, endpoint, rule, party, severity, status, owner
  HAVING sum(step) <> 0 OR sum(step * count) <> 0
  ON CONFLICT (kind) DO UPDATE SET violations = violation_tally.violations + excluded.violations,
    occurrences = violation_tally.occurrences + excluded.occurrences;
  INSERT INTO violation_hour
  SELECT hour, md5(row(integration, clause_path, client, endpoint)::text)::uuid, integration, clause_path, client,
    endpoint, sum(step)
  FROM (SELECT step, date_bin('1 hour', occurred_at, 'epoch') AS hour, integration, clause_path,
      coalesce(client, '') AS client, coalesce(endpoint, '') AS endpoint
    FROM (${rows}) AS changed) AS named
  GROUP BY hour, integration, clause_path, client, endpoint
  HAVING sum(step) <> 0
  ON CONFLICT (hour, kind) DO UPDATE SET violations = violation_hour.violations + excluded.violations;`;

const ADDED = "SELECT *, 1 AS step FROM added";
const GONE = "SELECT *, -1 AS step FROM gone";

/** What each change of rows adds, and the tables in which a trigger sees them. */
const CHANGES = {
  insert: [ADDED, "NEW TABLE AS added"],
  delete: [GONE, "OLD TABLE AS gone"],
  update: [`${ADDED} UNION ALL ${GONE}`, "NEW TABLE AS added OLD TABLE AS gone"],
} as const;

/** Counts by day and by hour, which move with the rows: groups and their course are read without the rows. */
export class TallyViolations implements MigrationInterface {
  name = "TallyViolations1770000000022";

  async up(runner: QueryRunner): Promise<void> {
    for (const column of HASHED) {
      await runner.query(`DROP INDEX violation_newest_of_${column}`);
      await runner.query(
        `CREATE INDEX violation_newest_of_${column} ON violation (hashtextextended(${column}, 0), occurred_at DESC, id DESC)`,
      );
    }
    await runner.query(`DROP INDEX violation_newest_of_clause`);
    await runner.query(
      `CREATE INDEX violation_newest_of_clause ON violation (hashtextextended(clause_path, 0), occurred_at DESC, id DESC)`,
    );
    await runner.query(TABLES);
    await runner.query(add("SELECT *, 1 AS step FROM violation"));
    for (const [change, [rows, seen]] of Object.entries(CHANGES)) {
      await runner.query(`CREATE FUNCTION tally_${change}_violation() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN ${add(rows)} RETURN NULL; END $$`);
      await runner.query(`CREATE TRIGGER tally_${change} AFTER ${change} ON violation REFERENCING ${seen}
        FOR EACH STATEMENT EXECUTE FUNCTION tally_${change}_violation()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const change of Object.keys(CHANGES))
      await runner.query(`DROP FUNCTION tally_${change}_violation CASCADE`);
    await runner.query(`DROP TABLE violation_tally, violation_hour`);
  }
}
