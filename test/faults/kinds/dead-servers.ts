import { setTimeout as sleep } from "node:timers/promises";
import { faultOf } from "../fault.ts";

const WORK_MS = 400;

/** SIGKILL of PostgreSQL while batches are judged and projected. */
export const postgresKills = faultOf(async (trial, { times, events }) => {
  const slice = Math.floor(events / times);
  const worker = trial.start();
  await trial.until("the worker is up", () => worker.isUp);
  for (let n = 0; n < times; n++) {
    const appending = trial.append(slice);
    await sleep(Math.random() * WORK_MS);
    process.kill(trial.arena.postgres.pid(), "SIGKILL");
    await appending;
    await trial.untilJudged();
  }
  return { times, problems: worker.isOver ? ["the worker ended"] : [] };
});

/** SIGKILL of the broker while records are appended and judged. */
export const brokerKills = faultOf(async (trial, { times, events }) => {
  const { kafka } = trial.arena;
  const slice = Math.floor(events / times);
  const worker = trial.start();
  await trial.until("the worker is up", () => worker.isUp);
  for (let n = 0; n < times; n++) {
    const appending = trial.append(slice);
    await sleep(Math.random() * WORK_MS);
    await kafka.kill();
    await kafka.restart();
    await appending;
    await trial.untilJudged();
  }
  return { times, problems: worker.isOver ? ["the worker ended"] : [] };
});
