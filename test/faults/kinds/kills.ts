import { setTimeout as sleep } from "node:timers/promises";
import { faultOf } from "../fault.ts";
import type { Trial } from "../trial.ts";
import type { WorkerProcess } from "../worker-process.ts";
import type { Failpoint } from "../worker-settings.ts";

const FAILPOINTS: readonly Failpoint[] = ["claimed", "judged", "committing", "committed", "snapshot-saved"];
/** A worker needs about so long to start and to judge a slice: a random moment within it may be any place. */
const LIFE_MS = 2500;

const killAt = async (
  trial: Trial,
  worker: WorkerProcess,
  point: Failpoint,
  slice: number,
): Promise<void> => {
  if (point !== "claimed") {
    await trial.until("the worker is up", () => worker.isUp);
    worker.arm({ point, signal: "SIGKILL" });
  }
  await trial.append(slice);
  await trial.until(`the worker has died at "${point}"`, () => worker.isOver);
};

/** SIGKILL of the monitor: in turn at each named failpoint, and at a random moment of its life. */
export const kills = faultOf(async (trial, { times, events }) => {
  const slice = Math.ceil(events / times);
  for (let n = 0; n < times; n++) {
    const point = n % 2 === 0 ? FAILPOINTS[(n / 2) % FAILPOINTS.length] : undefined;
    const worker = trial.start(point === "claimed" ? { armed: { point, signal: "SIGKILL" } } : {});
    if (point) await killAt(trial, worker, point, slice);
    else {
      await trial.append(slice);
      await sleep(Math.random() * LIFE_MS);
      await worker.end("SIGKILL");
    }
  }
  trial.start();
  return { times };
});
