import { claimShard, commitBatch } from "#event-store";
import { createPool } from "#platform";
import { median } from "../support.ts";
import type { JudgedBatch } from "./judged-batches.ts";

/** What committing some batches one after the other has taken. */
export interface CommitRun {
  inputs: number;
  events: number;
  inputsPerSecond: number;
  eventsPerSecond: number;
  /** The middle commit. */
  commitMs: number;
}

/** The same batch as of other traffic: ids that are not in the store yet. */
const renewed = ({ records, events }: JudgedBatch, round: number): JudgedBatch => ({
  records,
  events: events.map((event) => {
    const mark = round.toString(16).padStart(8, "0");
    return { ...event, eventId: `${mark}${event.eventId.slice(8)}`, stream: `${event.stream}${mark}` };
  }),
});

/** Commits the batches round for round, each after the other, as the only pipeline of a database. */
export const commitRounds = async (
  databaseUrl: string,
  batches: readonly JudgedBatch[],
  rounds: number,
): Promise<CommitRun> => {
  const pool = createPool(databaseUrl);
  let claim = await claimShard(pool, { pipeline: "bench", topic: "bench", partition: 0 }, "bench", "bench");
  const run = { inputs: 0, events: 0 };
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    for (const { records, events } of batches.map((batch) => renewed(batch, round))) {
      const from = claim.nextOffset;
      const to = from + records;
      const begun = performance.now();
      const outcome = await commitBatch(pool, claim, {
        from,
        to,
        watermarkMs: Date.now(),
        events,
        deadLetters: [],
      });
      times.push(performance.now() - begun);
      if (outcome === "fenced") throw new Error("The commit path was fenced.");
      claim = { ...claim, nextOffset: to };
      run.inputs += records;
      run.events += events.length;
    }
  await pool.end();
  const seconds = times.reduce((sum, ms) => sum + ms, 0) / 1000;
  return {
    ...run,
    inputsPerSecond: run.inputs / seconds,
    eventsPerSecond: run.events / seconds,
    commitMs: median(times),
  };
};
