import { setTimeout as sleep } from "node:timers/promises";
import { through } from "../arena.ts";
import { faultOf } from "../fault.ts";
import type { TcpProxy } from "../tcp-proxy.ts";

const LATENCY_MS = 100;
/** Longer than the session timeout. */
const HOLE_MS = 3000;

const ENDS = ["arrive", "reset", "silence"] as const;

/** Black holes and latency between the monitor and PostgreSQL, and between the monitor and the broker. */
export const badNetwork = faultOf(async (trial, { times, events }) => {
  const { kafkaProxy, postgresProxy } = trial.arena;
  const slice = Math.floor(events / (2 * times + 1));
  const worker = trial.start({
    databaseUrl: through(postgresProxy, trial.databaseUrl),
    brokers: [`127.0.0.1:${kafkaProxy.port}`],
  });
  const proxies: TcpProxy[] = [kafkaProxy, postgresProxy];
  try {
    for (const proxy of proxies) proxy.latencyMs = LATENCY_MS;
    await trial.append(slice);
    await trial.untilJudged();
    for (const proxy of proxies) proxy.latencyMs = 0;
    for (let n = 0; n < times; n++) {
      const proxy = proxies[n % 2]!;
      const appending = trial.append(slice);
      await sleep(Math.random() * 200);
      proxy.hold();
      await appending;
      await trial.append(slice);
      await sleep(HOLE_MS);
      proxy.release(ENDS[(n >> 1) % ENDS.length]!);
      await trial.untilJudged();
    }
  } finally {
    for (const proxy of proxies) {
      proxy.latencyMs = 0;
      proxy.release("reset");
    }
  }
  return { times, problems: worker.isOver ? ["the worker ended"] : [] };
});
