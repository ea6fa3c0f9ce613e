import type { DynamicModule } from "@nestjs/common";
import { compileSpecification } from "#checks";
import { createRedactor } from "#observation";
import {
  createMetrics,
  fingerprintKey,
  hmacSha256,
  type Configuration,
  type Logger,
  type Shutdown,
} from "#platform";
import { createReadModelSource } from "#read-models";
import type { Specification } from "#spec";
import { startAlerter } from "../../alerter/src/index.ts";
import { ConsoleModule, OperationsModule, type ReadinessCheck } from "../../console/src/index.ts";
import { GatewayModule } from "../../gateway/src/index.ts";
import { startMonitor } from "../../monitor/src/index.ts";
import { openDatabase } from "./database.ts";
import { serveHttp } from "./http-server.ts";
import { openStream } from "./observation-stream.ts";
import { resolverOf } from "./resolver.ts";

/** A service; each may run in a process of its own. */
export type Service = "gateway" | "monitor" | "alerter" | "console";

/** What the services are started with. */
export interface ServicesOptions {
  configuration: Configuration;
  specifications: readonly Specification[];
  services: readonly Service[];
  /** The folder of the built pages. */
  webRoot: string;
  logger: Logger;
  shutdown: Shutdown;
}

/** Starts services in this process and resolves with their address; `shutdown` ends them in reverse order. */
export const startServices = async (options: ServicesOptions): Promise<string> => {
  const { configuration, specifications, services, webRoot, logger, shutdown } = options;
  const runs = (service: Service): boolean => services.includes(service);
  const metrics = createMetrics();
  const checks: ReadinessCheck[] = [];
  const modules: DynamicModule[] = [];
  const redactor = createRedactor(hmacSha256(fingerprintKey(configuration)));
  const log = (level: "debug" | "info" | "warn" | "error", message: string, detail: object): void =>
    logger[level](detail, message);

  const needsDatabase = !configuration.kafka || services.some((service) => service !== "gateway");
  const database = needsDatabase ? await openDatabase(configuration, logger, shutdown) : undefined;
  if (database)
    checks.push({ name: "database", check: async () => void (await database.pool.query("SELECT 1")) });

  const usesStream = runs("gateway") || runs("monitor");
  const stream = usesStream ? await openStream(configuration, database, logger, shutdown) : undefined;

  if (stream && runs("gateway")) {
    const compiled = specifications.map((specification) => compileSpecification(specification));
    const active = new Map(compiled.map((one) => [one.specification.id, one]));
    await stream.ensure();
    modules.push(
      GatewayModule.register({ producer: await stream.producer(), resolver: resolverOf(active), redactor }),
    );
  }
  if (database && stream && runs("monitor")) {
    const monitor = await startMonitor({
      pool: database.pool,
      stream,
      specifications,
      redactor,
      pipeline: configuration.group,
      log,
      metrics,
    });
    shutdown.add("monitor", () => monitor.stop());
    checks.push({
      name: "monitor",
      check: async () => {
        const { ready, problems } = await monitor.health();
        if (!ready) throw new Error(problems.join(" "));
      },
    });
  }
  if (database && runs("alerter")) {
    const alerter = startAlerter({ pool: database.pool, logger });
    shutdown.add("alerter", () => alerter.stop());
  }
  if (database && runs("console")) {
    const readModels = await createReadModelSource(database.url).initialize();
    shutdown.add("read models", () => readModels.destroy());
    modules.push(ConsoleModule.register({ pool: database.pool, readModels, webRoot }));
  }
  modules.push(OperationsModule.register({ checks, metrics }));
  return serveHttp(modules, webRoot, configuration, logger, shutdown);
};
