// A monitor and its projectors in a process of their own, which ends or stops itself at the failpoints it is told.
import { Registry } from "prom-client";
import { createRedactor } from "#observation";
import { createPool, hmacSha256 } from "#platform";
import { createKafkaStream } from "#stream";
import { startAlerter } from "../../apps/alerter/src/index.ts";
import { startMonitor } from "../../apps/monitor/src/index.ts";
import type { Arming, Failpoint, WorkerSettings } from "./worker-settings.ts";

/** How much faster than ours the worker's time passes: snapshots become due after a second. */
const HASTE = 60;

const settings = JSON.parse(process.argv[2] ?? "{}") as WorkerSettings;
let armed: Arming | undefined = settings.armed;
const startedMs = Date.now();

const log = (level: string, message: string): void => void process.stderr.write(`${level} ${message}\n`);
const logOf =
  (level: string) =>
  (detail: unknown, message?: string): void => {
    log(level, message ?? String(detail));
  };

const failpoint = async (point: Failpoint): Promise<void> => {
  if (armed?.point !== point) return;
  const { signal } = armed;
  armed = undefined;
  await new Promise((resolve) => process.send?.({ reached: point }, resolve));
  process.kill(process.pid, signal);
};

process.on("message", ({ arming }: { arming: Arming | null }) => {
  armed = arming ?? undefined;
});
process.on("disconnect", () => process.exit(1));

const { databaseUrl, brokers, topic, pipeline, partitions, sessionTimeoutMs } = settings;
const pool = createPool(databaseUrl, {
  max: 12,
  onError: (error) => {
    log("warn", `A database connection broke: ${error.message}`);
  },
});
const stream = createKafkaStream({ brokers, topic, partitions, clientId: pipeline, sessionTimeoutMs, log });
const monitor = await startMonitor({
  pool,
  stream,
  specifications: [],
  redactor: createRedactor(hmacSha256(settings.fingerprintKey)),
  pipeline,
  deadLetterPercent: 100,
  log,
  metrics: new Registry(),
  clock: { nowMs: () => startedMs + (Date.now() - startedMs) * HASTE },
  failpoint,
});
const alerter = startAlerter({ pool, logger: { info: logOf("info"), warn: logOf("warn") } });

process.on("SIGTERM", () => {
  void monitor
    .stop()
    .then(() => alerter.stop())
    .then(() => stream.close())
    .then(() => pool.end())
    .then(() => process.exit(0));
});
process.send?.({ up: true });
