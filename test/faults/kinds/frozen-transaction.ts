import { through } from "../arena.ts";
import { faultOf } from "../fault.ts";
import type { TcpProxy } from "../tcp-proxy.ts";
import type { WorkerProcess } from "../worker-process.ts";
import { COMMIT, endsWithSync, SYNC } from "../wire.ts";

const PROJECTION = Buffer.from("FROM projection");

/** Where in its dealings with PostgreSQL the worker is stopped. */
type Place = "commit sent" | "commit executed, its end not sent" | "projection";
const PLACES: readonly Place[] = ["commit sent", "commit executed, its end not sent", "projection"];

/** Stops the worker as soon as what it sends has come to the place; resolves then. */
const stopAt = (place: Place, proxy: TcpProxy, worker: WorkerProcess): { stopped: boolean } => {
  const state = { stopped: false };
  let inside: object | undefined;
  const stop = (): void => {
    worker.signal("SIGSTOP");
    state.stopped = true;
  };
  proxy.intercept = {
    toServer: (bytes, link) => {
      if (state.stopped) return inside === link ? undefined : bytes;
      if (place === "projection") {
        if (bytes.includes(PROJECTION) && bytes.includes("FOR UPDATE")) stop();
        return bytes;
      }
      if (bytes.includes(COMMIT)) inside = link;
      if (inside !== link || !endsWithSync(bytes)) return bytes;
      stop();
      return place === "commit sent" ? bytes : bytes.subarray(0, -SYNC.length);
    },
  };
  return state;
};

/** SIGSTOP inside a transaction: what it has locked is free again soon, and the others go on without it. */
export const frozenTransactions = faultOf(async (trial, { times, events }) => {
  const { arena, databaseUrl } = trial;
  const proxy = arena.postgresProxy;
  const slice = Math.floor(events / (times * 2));
  const other = trial.start();
  try {
    for (let n = 0; n < times; n++) {
      const frozen = trial.start({ databaseUrl: through(proxy, databaseUrl) });
      await trial.until("both are up", () => other.isUp && frozen.isUp);
      other.signal("SIGSTOP");
      await trial.until(
        "the proxied one holds the partition",
        async () => (await trial.claim())?.pid === frozen.pid,
      );
      const state = stopAt(PLACES[n % PLACES.length]!, proxy, frozen);
      await trial.append(slice);
      await trial.until("it is stopped", () => state.stopped);
      other.signal("SIGCONT");
      await trial.append(slice);
      await trial.untilJudged();
      proxy.intercept = {};
      frozen.signal("SIGCONT");
      await frozen.end("SIGTERM");
    }
  } finally {
    proxy.intercept = {};
  }
  return { times };
});
