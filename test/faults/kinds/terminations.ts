import { setTimeout as sleep } from "node:timers/promises";
import { clausewatch, EXAMPLE, startService } from "../../support/clausewatch.ts";
import { faultOf } from "../fault.ts";
import { FINGERPRINT_KEY } from "../trial.ts";

const WITHIN_MS = 10_000;
const LIFE_MS = 1000;

/** SIGTERM to `clausewatch monitor` at random moments: it ends with 0 within ten seconds, each time. */
export const terminations = faultOf(async (trial, { times, events }) => {
  const env = {
    DATABASE_URL: trial.databaseUrl,
    KAFKA_BROKERS: trial.arena.kafka.brokers.join(","),
    KAFKA_TOPIC: trial.topic,
    KAFKA_GROUP: `monitor-${trial.topic}`,
    SPECS: EXAMPLE,
    FINGERPRINT_KEY,
  };
  await clausewatch(["migrate"], env);
  const problems: string[] = [];
  const slice = Math.floor(events / times);
  for (let n = 0; n < times; n++) {
    await trial.append(slice);
    const service = await startService(["monitor"], env);
    await sleep(Math.random() * LIFE_MS);
    const begunMs = performance.now();
    const status = await service.end("SIGTERM");
    const tookMs = performance.now() - begunMs;
    if (status !== 0) problems.push(`exit ${status}: ${service.log().slice(-300)}`);
    if (tookMs > WITHIN_MS) problems.push(`ended after ${Math.round(tookMs)} ms`);
  }
  trial.start();
  return { times, problems };
});
