// Service levels with a year of minutes: how long questions take, and how many minutes a second the projector takes.
import { inspect } from "node:util";
import { appendToStream, EVENT_STORE_MIGRATIONS, projectBatch } from "#event-store";
import { allowanceOf, binOf, type MinuteMeasured } from "#measurement";
import { createPool, migrate } from "#platform";
import {
  bucketsOf,
  createReadModelSource,
  listEvidence,
  listRestatements,
  READ_MODEL_MIGRATIONS,
  readSeries,
  readStandings,
  readTraffic,
  serviceLevelProjection,
  type Resolution,
} from "#read-models";
import { startTestPostgres } from "../support/postgres.ts";
import {
  CLIENT,
  ENDPOINTS,
  ENVIRONMENT,
  fillAYear,
  INTEGRATION,
  OBJECTIVES,
  YEAR_END_MS,
} from "./service-levels/a-year.ts";
import { quantile } from "./support.ts";

const REPEATS = Number(process.env["BENCH_REPEATS"] ?? 100);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Of every question, so that the year ends in no round time. */
const UNTIL_MS = YEAR_END_MS - 9 * DAY_MS - 7 * 3_600_000 - 26 * MINUTE_MS;
const PROJECTED_MINUTES = 10_000;
const whole = { integration: INTEGRATION, environment: ENVIRONMENT };
const monthOf = (month: number) => ({ fromMs: Date.UTC(2023, month), toMs: Date.UTC(2023, month + 1) });

const postgres = await startTestPostgres();
await migrate(postgres.url, [...EVENT_STORE_MIGRATIONS, ...READ_MODEL_MIGRATIONS]);
const pool = createPool(postgres.url);
const source = await createReadModelSource(postgres.url).initialize();

const time = async (name: string, ask: () => Promise<unknown>): Promise<void> => {
  const times: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  const [half, most] = [0.5, 0.95].map((share) => quantile(times, share).toFixed(1).padStart(8));
  console.log(`${name.padEnd(46)} ${half} ${most} ms`);
};

const series = (fromMs: number, resolution: Resolution) => () => {
  const buckets = bucketsOf({ fromMs, toMs: UNTIL_MS }, resolution, 10_000) ?? [];
  return readSeries(source, whole, buckets, resolution, { durations: true });
};

const askAll = async (): Promise<void> => {
  const objectives = OBJECTIVES.map((path) => ({
    environment: ENVIRONMENT,
    path,
    allowance: allowanceOf(0.99),
  }));
  const year = { fromMs: UNTIL_MS - 355 * DAY_MS - 11 * MINUTE_MS, toMs: UNTIL_MS };
  console.log(`${"".padEnd(46)} ${"p50".padStart(8)} ${"p95".padStart(8)}`);
  await time("three objectives: month, budget, burn rates", () =>
    readStandings(source, INTEGRATION, objectives, UNTIL_MS),
  );
  await time("the same of a past month", () =>
    readStandings(source, INTEGRATION, objectives, monthOf(4).toMs),
  );
  await time("percentiles of this month by endpoint", () =>
    readTraffic(source, whole, { fromMs: Date.UTC(2023, 11), toMs: UNTIL_MS }, ["endpoint"]),
  );
  await time("percentiles of a year, minute to minute", () => readTraffic(source, whole, year));
  await time("the same by endpoint and client", () =>
    readTraffic(source, whole, year, ["endpoint", "client"]),
  );
  await time("a day by 5 minutes, with percentiles", series(UNTIL_MS - DAY_MS, "5m"));
  await time("a month by hour", series(UNTIL_MS - 30 * DAY_MS, "1h"));
  await time("a year by day", series(UNTIL_MS - 355 * DAY_MS, "1d"));
  const evidence = { ...whole, objective: OBJECTIVES[0], bad: true };
  await time("evidence: 50 minutes with bad exchanges", () =>
    listEvidence(source, evidence, monthOf(6), { limit: 50 }),
  );
  await time("restatements", () => listRestatements(source, { integration: INTEGRATION }, { limit: 50 }));
};

const measured = (index: number): MinuteMeasured => ({
  type: "MinuteMeasured",
  integration: INTEGRATION,
  minute: new Date(YEAR_END_MS + index * MINUTE_MS).toISOString(),
  part: 1,
  cells: ENDPOINTS.map((endpoint, at) => ({
    environment: ENVIRONMENT,
    endpoint,
    client: CLIENT,
    outcomes: { 200: 15 },
    objectives: Object.fromEntries(OBJECTIVES.map((path) => [path, { good: 15, bad: 0, apart: 0 }])),
    durations: Object.fromEntries([0, 1, 2, 3, 4].map((bin) => [binOf(40 + at) + bin, 3])),
  })),
});

const projectAll = async (): Promise<void> => {
  const events = Array.from({ length: PROJECTED_MINUTES }, (_, index) => measured(index));
  for (let at = 0; at < events.length; at += 500)
    await appendToStream(
      pool,
      `measurement-${INTEGRATION}-2024-01`,
      events.slice(at, at + 500).map((data) => ({
        eventId: `${data.minute}`,
        type: data.type,
        source: INTEGRATION,
        occurredAtMs: Date.parse(data.minute),
        data,
      })),
      "any",
    );
  const { name, version, handle } = serviceLevelProjection;
  const begun = performance.now();
  while ((await projectBatch(pool, name, version, handle)) > 0);
  const seconds = (performance.now() - begun) / 1000;
  console.log(
    `the projector takes ${Math.round(PROJECTED_MINUTES / seconds)} minutes of ${ENDPOINTS.length} cells a second`,
  );
};

try {
  const begun = performance.now();
  const rows = await fillAYear(pool);
  const { rows: sizes } = await pool.query<{ size: string }>(
    "SELECT pg_size_pretty(pg_total_relation_size('service_level')) AS size",
  );
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(
    `525,600 minutes of ${ENDPOINTS.length} endpoints: ${rows} rows, ${sizes[0]!.size} (made in ${seconds} s)`,
  );
  await askAll();
  await projectAll();
} catch (error) {
  console.error(inspect(error));
  process.exitCode = 1;
} finally {
  await source.destroy();
  await pool.end();
  await postgres.stop();
}
