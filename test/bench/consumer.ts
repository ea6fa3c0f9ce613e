// One consumer of a bench's topic in a process of its own, which tells its parent how far it is.
import { runCheckpoints } from "./pipeline/checkpoint-floor.ts";
import { preciseMs, type ConsumerSettings, type Report } from "./pipeline/consumer-settings.ts";
import { runKafkajs } from "./pipeline/kafkajs-floor.ts";
import { runMonitor } from "./pipeline/monitor-variant.ts";

const VARIANTS = { kafkajs: runKafkajs, checkpoints: runCheckpoints, monitor: runMonitor };

const settings = JSON.parse(process.argv[2] ?? "{}") as ConsumerSettings;

const tell = (kind: Report["kind"], partition: number, offset: number): void => {
  const { user, system } = process.cpuUsage();
  const report: Report = { kind, partition, offset, atMs: preciseMs(), cpuMs: (user + system) / 1000 };
  process.send?.(report);
};

const stop = await VARIANTS[settings.variant](settings, tell);
process.on("SIGTERM", () => {
  void stop().then(() => process.exit(0));
});
process.on("disconnect", () => process.exit(1));
