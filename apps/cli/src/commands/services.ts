import { join } from "node:path";
import type { Command } from "commander";
import {
  createLogger,
  createShutdown,
  explain,
  shutdownOnSignals,
  stampSpecificationFiles,
  type Configuration,
} from "#platform";
import type { Service, SpecificationSource } from "../../../standalone/src/index.ts";
import { configurationOf } from "../configuration.ts";
import { loadSpecifications } from "../specifications/load-specifications.ts";
import { packageRoot, packageVersion } from "../package-root.ts";

const EXAMPLE = join("examples", "orders", "orders-integration-spec.md");

const banner = (address: string, configuration: Configuration, services: readonly Service[]): string => {
  const lines = [`Clausewatch ${packageVersion()} is up: ${address}`];
  if (services.includes("gateway")) lines.push(`  events   POST ${address}/v1/events`);
  if (services.includes("console")) lines.push(`  API      ${address}/api/openapi.json`);
  lines.push(`  health   ${address}/health/ready`);
  if (configuration.databaseUrl === undefined)
    lines.push(`  data     ${configuration.dataFolder} (embedded PostgreSQL)`);
  lines.push("There are no accounts yet: everything is open to this machine, and to this machine only.", "");
  return lines.join("\n");
};

const start = async (services: readonly Service[], demo: boolean): Promise<void> => {
  const { refuseUsedPort, runDemo, startServices } = await import("../../../standalone/src/index.ts");
  const configuration = configurationOf();
  await refuseUsedPort(configuration);
  const paths = configuration.specs.length > 0 ? configuration.specs : [join(packageRoot(), EXAMPLE)];
  const source: SpecificationSource = {
    stamp: () => stampSpecificationFiles(paths),
    load: () => loadSpecifications(paths),
  };
  const logger = createLogger(configuration.logLevel);
  const shutdown = createShutdown();
  const webRoot = join(packageRoot(), "dist", "web");
  try {
    shutdownOnSignals(shutdown, (failure) => logger.error(failure));
    const { address, specifications } = await startServices({
      configuration,
      source,
      services,
      webRoot,
      logger,
      shutdown,
    });
    process.stdout.write(banner(address, configuration, services));
    const [first] = specifications;
    if (!demo || !first) return;
    const stopping = new AbortController();
    shutdown.add("demo", () => stopping.abort());
    runDemo(address, first, stopping.signal, (sent) => logger.debug({ sent }, "demo traffic")).catch(
      (error: unknown) => {
        if (!stopping.signal.aborted) logger.error(`The demo stopped: ${explain(error)}`);
      },
    );
  } catch (error) {
    await shutdown.run();
    throw error;
  }
};

const DESCRIPTIONS: Readonly<Record<Service, string>> = {
  gateway: "take events in over HTTP",
  monitor: "judge the observation stream",
  alerter: "keep the read models up to date",
  console: "serve the API and the pages",
};

/** `clausewatch up` runs everything in one process; `gateway`, `monitor`, `alerter` and `console` one service each. */
export const addServices = (program: Command): void => {
  const services = Object.keys(DESCRIPTIONS) as Service[];
  program
    .command("up")
    .description("run everything in one process")
    .option("--demo", "feed it simulated traffic with faults: three past hours, then as time passes")
    .action(({ demo }: { demo?: boolean }) => start(services, demo === true));
  for (const service of services)
    program
      .command(service)
      .description(DESCRIPTIONS[service])
      .action(() => start([service], false));
};
