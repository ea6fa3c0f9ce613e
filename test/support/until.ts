import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 60_000;

/** Waits until it holds; gives up after a minute unless told otherwise, naming what was awaited and what `explain` knows. */
export const until = async (
  what: string,
  holds: () => Promise<boolean>,
  explain: () => string,
  patienceMs = PATIENCE_MS,
): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Within ${patienceMs / 1000} s not: ${what}. ${explain()}`);
    await sleep(50);
  }
};
