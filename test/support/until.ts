import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 60_000;

/** Waits until it holds; gives up after a minute, naming what was awaited and what `explain` knows. */
export const until = async (
  what: string,
  holds: () => Promise<boolean>,
  explain: () => string,
): Promise<void> => {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Within ${PATIENCE_MS / 1000} s not: ${what}. ${explain()}`);
    await sleep(50);
  }
};
