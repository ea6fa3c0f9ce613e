// The size of the store: the commit path and the list of violations over few and over many stored events.
import { createReadModelSource, encodeCursor, listViolations, type ViolationFilter } from "#read-models";
import { commitRounds } from "./pipeline/commit-path.ts";
import { crowded, judgedBatches } from "./pipeline/judged-batches.ts";
import { ask, openPostgres } from "./pipeline/servers.ts";
import { fillStore } from "./pipeline/sized-store.ts";
import { median } from "./support.ts";

const SIZES = (process.env["BENCH_EVENTS"] ?? "100000,10000000").split(",").map(Number);
const REPEATS = Number(process.env["BENCH_REPEATS"] ?? 7);
const TRAFFIC = 60_000;
const LIMIT = 50;
const FAR_BACK = encodeCursor({ timeMs: Date.now() - 90 * 86_400_000, id: "8" });

const QUERIES: [name: string, filter: ViolationFilter, cursor?: string][] = [
  ["newest", {}],
  ["three months back", {}, FAR_BACK],
  ["open ones of a rule", { rule: "request.body-invalid", status: "open" }],
  ["with a word in them", { text: "minimum" }],
  ["with a word nowhere", { text: "rhinoceros" }],
];

const batches = crowded(await judgedBatches(TRAFFIC));
const postgres = await openPostgres();

const listing = async (databaseUrl: string): Promise<void> => {
  const source = createReadModelSource(databaseUrl);
  await source.initialize();
  for (const [name, filter, cursor] of QUERIES) {
    const times: number[] = [];
    let rows = 0;
    let failed = "";
    for (let turn = 0; turn < REPEATS && failed === ""; turn += 1) {
      const begun = performance.now();
      await listViolations(
        source,
        filter,
        cursor === undefined ? { limit: LIMIT } : { limit: LIMIT, cursor },
      ).then(
        ({ items }) => (rows = items.length),
        (error: unknown) => (failed = String(error)),
      );
      times.push(performance.now() - begun);
    }
    const told = failed === "" ? `${rows} rows` : failed;
    console.log(
      `    ${`violations ${name}`.padEnd(32)} ${median(times).toFixed(1).padStart(8)} ms  (${told})`,
    );
  }
  await source.destroy();
};

try {
  for (const size of SIZES) {
    const databaseUrl = await postgres.database();
    const begun = performance.now();
    await fillStore(databaseUrl, batches, size);
    const [stored] = await ask<{ events: string; violations: string; bytes: string }>(
      databaseUrl,
      `SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM violation) AS violations,
         pg_database_size(current_database()) AS bytes`,
    );
    const count = (value: unknown): string => Math.round(Number(value)).toLocaleString("en");
    console.log(
      `store: ${count(stored?.events)} events, ${count(stored?.violations)} violations, ` +
        `${(Number(stored?.bytes) / 2 ** 30).toFixed(1)} GiB, made in ${count((performance.now() - begun) / 1000)} s`,
    );
    await listing(databaseUrl);
    const run = await commitRounds(databaseUrl, batches, REPEATS);
    console.log(
      `    commits: ${count(run.inputsPerSecond)} inputs/s, ten in a hundred with an event ` +
        `(${count(run.eventsPerSecond)} events/s; ${run.commitMs.toFixed(1)} ms a commit)`,
    );
  }
} finally {
  await postgres.close();
}
