import { setTimeout as sleep } from "node:timers/promises";
import { faultOf } from "../fault.ts";

const MEMBERS = 3;
const PAUSE_MS = 1500;

/** Monitors join, leave and die in no order, so that the group never rests. */
export const rebalances = faultOf(
  async (trial, { times, events }) => {
    const slice = Math.floor(events / times);
    let members = Array.from({ length: MEMBERS }, () => trial.start());
    for (let n = 0; n < times; n++) {
      await trial.append(slice);
      await sleep(Math.random() * PAUSE_MS);
      const [leaving, ...staying] = members;
      if (n % 3 === 2) await leaving!.end("SIGKILL");
      else leaving!.signal("SIGTERM");
      members = [...staying, trial.start()];
    }
    return { times };
  },
  { integrations: 6, partitions: 6 },
);
