import pg from "pg";
import { createPool } from "#platform";
import { projectBatch } from "#event-store";
import { violationProjection } from "#read-models";
import { commitRounds } from "./commit-path.ts";
import type { JudgedBatch } from "./judged-batches.ts";

/** Full months before this one that the events are spread over, with this one. */
const MONTHS = 6;
/** A violation is opened, and three smaller events follow. */
const EVENTS_A_VIOLATION = 4;

/** Events and rows of real traffic, which are multiplied; the tables are emptied. */
const TAKE_PATTERN = `
CREATE TABLE pattern_event AS
  SELECT row_number() OVER (ORDER BY position) AS n, data -> 'violation' ->> 'id' AS pattern,
    revision, source, data::text AS data
  FROM event WHERE type = 'ViolationOpened';
CREATE TABLE pattern_violation AS
  SELECT * FROM violation;
TRUNCATE event, stream_head, violation;
DO $$ DECLARE part record; BEGIN
  FOR part IN SELECT inhrelid::regclass AS name FROM pg_inherits
    WHERE inhparent = 'event'::regclass AND inhrelid <> 'event_default'::regclass
  LOOP EXECUTE 'DROP TABLE ' || part.name; END LOOP;
END $$`;

/** The copies' times: evenly from the first month to now. $1 patterns, $2 copies. */
const COPIES = `
CREATE TABLE copy AS
SELECT c AS copy, date_trunc('month', now()) - interval '${MONTHS} months'
  + (now() - date_trunc('month', now()) + interval '${MONTHS} months') * (c / $1::float8) AS at
FROM generate_series(0, $1::int - 1) AS c`;

const ID = `md5(p.pattern || c.copy)`;

const insertMonth = (name: string): string => `
INSERT INTO ${name} (position, stream, version, event_id, type, revision, source, occurred_at, recorded_at, data, hash,
  previous_hash)
SELECT position, 'violation-' || id, version, md5(id || version),
  CASE version WHEN 1 THEN 'ViolationOpened' WHEN 2 THEN 'ViolationRecurred' WHEN 3 THEN 'ViolationAcknowledged'
    ELSE 'ViolationResolved' END,
  revision, source, at, at,
  CASE version WHEN 1 THEN replace(data, pattern, id)
    ELSE json_build_object('type', 'ViolationRecurred', 'id', id, 'count', version, 'lastTime', at)::text END::json,
  sha256(int8send(position)), sha256(int8send(position - 1))
FROM (
  SELECT p.*, ${ID} AS id, v AS version, c.at,
    (c.copy * $3::bigint + p.n - 1) * ${EVENTS_A_VIOLATION} + v AS position
  FROM copy c CROSS JOIN pattern_event p CROSS JOIN generate_series(1, ${EVENTS_A_VIOLATION}) AS v
  WHERE c.at >= $1 AND c.at < $2
) AS made`;

const attach = (name: string, from: string, to: string): string => `
ALTER TABLE ${name} ADD PRIMARY KEY (position, occurred_at), ADD UNIQUE (event_id, occurred_at),
  ADD UNIQUE (stream, version, occurred_at), ADD CHECK (occurred_at >= '${from}' AND occurred_at < '${to}');
ALTER TABLE event ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`;

const FILL_HEADS = `
INSERT INTO stream_head (stream, version)
  SELECT 'violation-' || ${ID}, ${EVENTS_A_VIOLATION} FROM copy c CROSS JOIN pattern_event p ORDER BY 1;
UPDATE store_head SET position = (SELECT max(position) FROM event);
UPDATE store_head SET hash = sha256(int8send(position));
UPDATE projection SET position = (SELECT position FROM store_head)`;

/** Rows of the list, their indexes made anew behind them. */
const fillViolations = async (client: pg.Client): Promise<void> => {
  const { rows: indexes } = await client.query<{ name: string; made: string }>(
    `SELECT indexname AS name, indexdef AS made FROM pg_indexes
     WHERE tablename = 'violation' AND indexname <> 'violation_pkey'`,
  );
  const { rows: columns } = await client.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'violation' ORDER BY ordinal_position`,
  );
  const own: Record<string, string> = {
    id: "md5(p.id || c.copy)",
    occurred_at: "c.at",
    last_at: "c.at",
    status: "CASE WHEN c.copy % 10 = 0 THEN 'open' ELSE 'resolved' END",
  };
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  await client.query(`
    INSERT INTO violation (${columns.map(({ name }) => name).join(", ")})
    SELECT ${columns.map(({ name }) => own[name] ?? `p.${name}`).join(", ")}
    FROM copy c CROSS JOIN pattern_violation p ORDER BY 1`);
  for (const { made } of indexes) await client.query(made);
};

/**
 * Fills a database with so many stored events of the last months and the rows of the list that they lead to: copies of
 * what the batches hold, with ids and times of their own. The chain's links are only as good as a commit needs them.
 */
export const fillStore = async (
  databaseUrl: string,
  batches: readonly JudgedBatch[],
  events: number,
): Promise<void> => {
  await commitRounds(databaseUrl, batches, 1);
  const pool = createPool(databaseUrl, { max: 1 });
  const { name, version, handle } = violationProjection;
  while ((await projectBatch(pool, name, version, handle)) > 0);
  await pool.end();

  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const run = async (statement: string, values?: unknown[]): Promise<void> => {
    await client.query(statement, values);
  };
  await run("SET maintenance_work_mem = '512MB'");
  await run("SET synchronous_commit = off");
  await run(TAKE_PATTERN);
  const { rows } = await client.query<{ count: number }>("SELECT count(*)::int AS count FROM pattern_event");
  const patterns = rows[0]!.count;
  await run(COPIES, [Math.ceil(events / patterns / EVENTS_A_VIOLATION)]);
  const { rows: months } = await client.query<{ name: string; from: string; to: string }>(`
    SELECT 'event_' || to_char(m, 'YYYY_MM') AS name, m::text AS from, (m + interval '1 month')::text AS to
    FROM generate_series(date_trunc('month', now()) - interval '${MONTHS} months', now(), interval '1 month') AS m`);
  for (const { name: table, from, to } of months) {
    await run(`CREATE TABLE ${table} (LIKE event)`);
    await run(insertMonth(table), [from, to, patterns]);
    await run(attach(table, from, to));
  }
  await run(FILL_HEADS);
  await fillViolations(client);
  await run("DROP TABLE pattern_event, pattern_violation, copy");
  await run("VACUUM ANALYZE");
  await run("CHECKPOINT");
  await client.end();
};
