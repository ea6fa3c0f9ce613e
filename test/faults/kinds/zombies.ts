import { faultOf } from "../fault.ts";
import type { Trial } from "../trial.ts";
import type { WorkerProcess } from "../worker-process.ts";
import type { Failpoint } from "../worker-settings.ts";

const POINTS: readonly Failpoint[] = ["committing", "judged"];
const FENCED = /was fenced: another process has claimed it/;

/** Feeds slices until the worker that holds the partition has stopped itself; resolves with it. */
const stopOne = async (trial: Trial, workers: WorkerProcess[], point: Failpoint, slice: number) => {
  const reached = workers.map((worker) => worker.reached);
  const stopped = (): WorkerProcess | undefined => workers.find((worker, n) => worker.reached > reached[n]!);
  while (!stopped()) {
    if (trial.left === 0) throw new Error("The log ended before the worker had stopped.");
    const owner = (await trial.claim())?.pid;
    for (const worker of workers) worker.arm(worker.pid === owner ? { point, signal: "SIGSTOP" } : null);
    await trial.append(slice);
    const all = trial.appendedSoFar;
    await trial.until("the worker stops or has judged", async () => {
      return stopped() !== undefined || (await trial.judged()) === all;
    });
  }
  return stopped()!;
};

/** SIGSTOP past the session timeout, then SIGCONT, by turns to each of two monitors: it must say that it was fenced. */
export const zombies = faultOf(async (trial, { times, events }) => {
  const slice = Math.floor(events / (times * 4));
  const workers = [trial.start(), trial.start()];
  await trial.until("both are up", () => workers.every(({ isUp }) => isUp));
  await trial.append(slice);
  await trial.untilJudged();
  for (let n = 0; n < times; n++) {
    const zombie = await stopOne(trial, workers, POINTS[n % POINTS.length]!, slice);
    const said = zombie.said(FENCED);
    await trial.until("another process has claimed", async () => {
      const claim = await trial.claim();
      return claim !== undefined && claim.pid !== zombie.pid;
    });
    zombie.signal("SIGCONT");
    await trial.until("the zombie says that it was fenced", () => zombie.said(FENCED) > said);
    await trial.untilJudged();
  }
  return { times };
});
