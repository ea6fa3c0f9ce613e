import type { Pool, QueryConfig } from "pg";

/** The rows end at this time. */
export const END_MS = Date.UTC(2024, 2, 31);
/** Days before the end that the rows begin. */
export const DAYS = 90;

const INDEXES = `
  SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS statement
  FROM pg_index i WHERE i.indrelid = $1::regclass AND NOT i.indisprimary`;

const RANDOM = `
  CREATE FUNCTION draw(n bigint, seed bigint) RETURNS float LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (hashint8extended(n, seed) & 1048575)::float / 1048576`;

const ENDPOINTS = `
  INSERT INTO delivery_endpoint (integration, environment, endpoint, health)
  SELECT 'shop-' || n % 5, CASE WHEN n % 7 = 0 THEN 'staging' ELSE 'production' END,
    'https://customer-' || n || '.example/hooks', '{"sender":{"lastAt":"2024-03-30T00:00:00.000Z","consecutiveFailures":0}}'
  FROM generate_series(1, 400) n`;

const DURATION_CLASS = `
  (ARRAY[0, 100, 1000, 5000, 10000, 20000, 30000])[width_bucket(d.duration_ms, ARRAY[0, 100, 1000, 5000, 10000, 20000, 30000]::float[])]`;

const KIND = `integration, environment, event_type, state, status, failure, number, signature, timestamp, side, manual`;

/** Few endpoints and types get most; failures have few reasons; some things are rare, and some were only long ago. */
const drawn = (list: "attempt" | "delivery", rows: number): string => `
  CREATE UNLOGGED TABLE drawn AS
  SELECT d.*, md5(row(${KIND}, duration_class)::text || '${list}') AS kind FROM (SELECT d.*, ${DURATION_CLASS} AS duration_class FROM (
  SELECT n, e.id AS endpoint, e.integration, e.environment, date_trunc('milliseconds', d.at) AS at, d.event_type,
    ${
      list === "attempt"
        ? `CASE WHEN NOT d.failed THEN 'delivered' WHEN d.u < 0.03 THEN 'slow' WHEN d.u < 0.05 THEN 'unknown' ELSE 'failed' END`
        : `CASE WHEN NOT d.failed THEN 'delivered' WHEN d.age < 0.001 THEN 'failing' WHEN d.u < 0.4 THEN 'exhausted' WHEN d.u < 0.401 THEN 'overdue' ELSE 'delivered' END`
    } AS state,
    CASE WHEN NOT d.failed THEN CASE WHEN d.u < 0.9 THEN 200 WHEN d.u < 0.98 THEN 202 ELSE 204 END
      WHEN d.u < 0.4 THEN 500 WHEN d.u < 0.6 THEN 503 WHEN d.u < 0.7 THEN 404 WHEN d.u < 0.75 THEN 429
      WHEN d.u < 0.751 THEN 418 END AS status,
    CASE WHEN d.failed AND d.u >= 0.751 THEN
      CASE WHEN d.age > 0.9 AND d.u > 0.95 THEN 'dns' WHEN d.u < 0.95 THEN 'timeout' ELSE 'connect' END END AS failure,
    least(1 + floor(-ln(1 - d.v) * CASE WHEN d.failed THEN 2.2 ELSE 0.3 END), 8)::integer AS number,
    CASE WHEN d.w < 0.00001 THEN 'missing' WHEN d.w < 0.002 THEN 'invalid' WHEN d.w < 0.02 THEN 'unknown' ELSE 'valid' END AS signature,
    CASE WHEN d.x < 0.003 THEN 'stale' ELSE 'fresh' END AS timestamp,
    CASE WHEN d.y < 0.8 THEN 'sender' ELSE 'receiver' END AS side,
    d.y > 0.999 AS manual,
    CASE WHEN d.failed AND d.u >= 0.751 AND d.u < 0.95 THEN 30000 ELSE round((exp(4.5 + (d.z + d.v + d.w + d.x - 2) * 1.8))::numeric, 1)::float END AS duration_ms
  FROM (
    SELECT n, timestamptz '${new Date(END_MS).toISOString()}' - make_interval(secs => (1 - n / ${rows}::float) * ${DAYS * 86_400}) AS at,
      1 - n / ${rows}::float AS age,
      1 + floor(400 * power(draw(n, 1), 4))::integer AS endpoint,
      CASE WHEN draw(n, 9) < 0.01 AND n < ${rows} / 5 THEN 'order.legacy' ELSE 'order.type-' || floor(30 * power(draw(n, 2), 2)) END AS event_type,
      draw(n, 3) < CASE WHEN floor(400 * power(draw(n, 1), 4))::integer % 9 = 0 THEN 0.15 ELSE 0.03 END AS failed,
      draw(n, 4) AS u, draw(n, 5) AS v, draw(n, 6) AS w, draw(n, 7) AS x, draw(n, 8) AS y, draw(n, 10) AS z
    FROM generate_series(1, ${rows}) n) AS d
  JOIN delivery_endpoint e ON e.id = d.endpoint) AS d) AS d`;

const kindsOf = (list: string): string => `
  INSERT INTO delivery_kind (list, key, ${KIND}, duration_class)
  SELECT '${list}', kind, ${KIND}, duration_class FROM (SELECT DISTINCT ON (kind) * FROM drawn) AS d`;

const ATTEMPTS = `
  INSERT INTO delivery_attempt
  SELECT d.n, d.at, k.id, d.endpoint, md5('delivery ' || d.n * 4 / 5), md5('attempt ' || d.n) || md5('a' || d.n),
    'evt_' || md5('event ' || d.n * 4 / 5), md5('subject ' || d.n / 25), d.duration_ms, 'urn:customer:sender', 'attempt-' || d.n
  FROM drawn d JOIN delivery_kind k ON k.key = d.kind`;

const FOLD = `'{"delivery":{"integration":"shop-1","deliveryId":"00000000000000000000000000000000","environment":"production","endpoint":"https://customer-1.example/hooks","eventId":"evt_00000000000000000000000000000000","eventType":"order.type-1","state":"delivered","attempts":1,"manual":0,"firstAt":"2024-01-15T10:00:00.000Z","lastAt":"2024-01-15T10:00:00.000Z","views":{"sender":{"attempts":1,"highest":1,"firstAt":"2024-01-15T10:00:00.000Z","deliveredAt":"2024-01-15T10:00:00.000Z","latest":{"source":"urn:sender","id":"attempt-1","startedAt":"2024-01-15T10:00:00.000Z","outcome":"delivered","status":200}}}},"latest":{},"numbers":1}'`;

const DELIVERIES = `
  INSERT INTO delivery
  SELECT d.n, d.at, k.id, d.endpoint, md5('delivery ' || d.n), 'evt_' || md5('event ' || d.n),
    md5('subject ' || d.n / 20), d.duration_ms, d.at, d.n, ${FOLD}::json
  FROM drawn d JOIN delivery_kind k ON k.key = d.kind`;

const COUNTS = [
  `INSERT INTO delivery_cell
   SELECT endpoint, kind, count(*), min(at), max(at) FROM delivery_attempt GROUP BY 1, 2
   UNION ALL SELECT endpoint, kind, count(*), min(at), max(at) FROM delivery GROUP BY 1, 2`,
  `UPDATE delivery_kind k SET count = c.count, first_at = c.first_at, last_at = c.last_at
   FROM (SELECT kind, sum(count) AS count, min(first_at) AS first_at, max(last_at) AS last_at FROM delivery_cell GROUP BY 1) AS c
   WHERE c.kind = k.id`,
  `INSERT INTO delivery_latency
   SELECT e.id, 'sender', day, '{"250":1000,"300":700,"400":20}' FROM delivery_endpoint e, generate_series(
     timestamptz '${new Date(END_MS).toISOString()}' - interval '${DAYS} days', '${new Date(END_MS).toISOString()}', '1 day') AS day`,
  `VACUUM ANALYZE delivery_attempt`,
  `VACUUM ANALYZE delivery`,
  `VACUUM FULL ANALYZE delivery_kind`,
  `VACUUM ANALYZE delivery_cell`,
];

interface PatientQuery extends QueryConfig {
  query_timeout: number;
}

/** Fills the tables with so many attempts, and four deliveries to five of them; in SQL, since that is quicker. */
export const fillDeliveries = async (pool: Pool, rows: number): Promise<void> => {
  const client = await pool.connect();
  const run = (text: string, values: unknown[] = []) => {
    const patient: PatientQuery = { text, values, query_timeout: 3_600_000 };
    return client.query<{ name: string; statement: string }>(patient);
  };
  try {
    await run("SET statement_timeout = 0");
    await run("SET transaction_timeout = 0");
    await run("SET maintenance_work_mem = '1GB'");
    await run("SET work_mem = '512MB'");
    const indexes = [
      ...(await run(INDEXES, ["delivery_attempt"])).rows,
      ...(await run(INDEXES, ["delivery"])).rows,
    ];
    for (const { name } of indexes) await run(`DROP INDEX ${name}`);
    await run(RANDOM);
    await run(ENDPOINTS);
    for (const [list, count, insert] of [
      ["attempt", rows, ATTEMPTS],
      ["delivery", Math.round(rows * 0.8), DELIVERIES],
    ] as const) {
      await run(drawn(list, count));
      await run(kindsOf(list));
      await run(insert);
      await run("DROP TABLE drawn");
    }
    for (const { statement } of indexes) await run(statement);
    for (const statement of COUNTS) await run(statement);
    await run("CHECKPOINT");
  } finally {
    client.release(true);
  }
};
