// The commit path alone: batches that were judged before, through the store's one statement a batch.
import { commitRounds } from "./pipeline/commit-path.ts";
import { crowded, judgedBatches, type JudgedBatch } from "./pipeline/judged-batches.ts";
import { openPostgres } from "./pipeline/servers.ts";

const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 60_000);
const ROUNDS = Number(process.env["BENCH_REPEATS"] ?? 7);

const batches = await judgedBatches(EVENTS);
const postgres = await openPostgres();

const report = async (name: string, of: readonly JudgedBatch[]): Promise<void> => {
  await commitRounds(await postgres.database(), of, 1);
  const run = await commitRounds(await postgres.database(), of, ROUNDS);
  const share = ((run.events / run.inputs) * 100).toFixed(1);
  const count = (value: number): string => Math.round(value).toLocaleString("en");
  console.log(
    `  ${name.padEnd(28)} ${count(run.inputsPerSecond).padStart(9)} inputs/s  (${share} % with an event: ` +
      `${count(run.eventsPerSecond)} events/s; ${run.commitMs.toFixed(1)} ms a commit)`,
  );
};

try {
  console.log(
    `commit: ${ROUNDS} × ${EVENTS.toLocaleString("en")} inputs, about 3,000 a batch, nothing judged`,
  );
  await report("traffic with all faults", batches);
  await report("one input of ten a violation", crowded(batches));
} finally {
  await postgres.close();
}
