import type { DynamicModule } from "@nestjs/common";
import { createGate, OPEN_GATE } from "#access";
import { compileSpecification, type CompiledSpecification } from "#checks";
import { subjectKeys } from "#event-store";
import { createRedactor, createSignatureVerifier } from "#observation";
import {
  createMetrics,
  fingerprintKeys,
  hmacBytes,
  hmacSha256,
  PayloadCipher,
  readSecretsFile,
  roomIn,
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
import { alerterOptions } from "./alerter-options.ts";
import { appendLater } from "./append-later.ts";
import { openDatabase } from "./database.ts";
import { serveHttp } from "./http-server.ts";
import { keepStream } from "./keep-stream.ts";
import { observedEvents } from "./observed-events.ts";
import { openStream } from "./observation-stream.ts";
import { refuseUnguardedHost } from "./refuse-unguarded-host.ts";
import { resolverOf } from "./resolver.ts";
import { SpecificationWatch, type SpecificationSource } from "./specification-watch.ts";

/** A service; each may run in a process of its own. */
export type Service = "gateway" | "monitor" | "alerter" | "console";

/** What the services are started with. */
export interface ServicesOptions {
  configuration: Configuration;
  source: SpecificationSource;
  services: readonly Service[];
  /** The folder of the built pages. */
  webRoot: string;
  logger: Logger;
  shutdown: Shutdown;
}

type Activation = (changed: readonly Specification[]) => Promise<void> | void;

/** The monitor comes first: an event is judged by the revision that was activated before it. */
const follow = (
  watch: SpecificationWatch,
  activations: readonly Activation[],
  logger: Logger,
  shutdown: Shutdown,
): void => {
  const stopping = new AbortController();
  const activate = async (changed: readonly Specification[]): Promise<void> => {
    for (const activation of activations) await activation(changed);
  };
  const following = watch
    .follow(activate, stopping.signal)
    .catch((error: unknown) => logger.error({ err: error }, "the specifications are not followed any more"));
  shutdown.add("specification watch", () => {
    stopping.abort();
    return following;
  });
};

/** Services at work. */
export interface RunningServices {
  address: string;
  /** Those that they began with; none where no service needs any. */
  specifications: readonly Specification[];
}

/** Starts services in this process, which follow changes of the specifications; `shutdown` ends them in reverse order. */
export const startServices = async (options: ServicesOptions): Promise<RunningServices> => {
  const { configuration, source, services, webRoot, logger, shutdown } = options;
  const runs = (service: Service): boolean => services.includes(service);
  const metrics = createMetrics();
  const checks: ReadinessCheck[] = [];
  const modules: DynamicModule[] = [];
  const secrets = fingerprintKeys(configuration);
  const redactor = createRedactor(hmacSha256(secrets[0]!));
  const { secretsFile } = configuration;
  const verifySignature =
    secretsFile === undefined ? undefined : createSignatureVerifier(readSecretsFile(secretsFile), hmacBytes);
  const log = (level: "debug" | "info" | "warn" | "error", message: string, detail: object): void =>
    logger[level](detail, message);

  const usesStream = runs("gateway") || runs("monitor");
  const watch = usesStream ? await SpecificationWatch.open(source, logger) : undefined;
  const specifications = watch?.specifications ?? [];
  const activations: Activation[] = [];

  const needsDatabase =
    !configuration.kafka ||
    configuration.databaseUrl !== undefined ||
    services.some((service) => service !== "gateway");
  const database = needsDatabase ? await openDatabase(configuration, logger, shutdown) : undefined;
  if (database)
    checks.push({ name: "database", check: async () => void (await database.pool.query("SELECT 1")) });

  const cipher = database && new PayloadCipher(secrets, subjectKeys(database.pool));
  const gate = database ? createGate(database.pool, Date.now) : OPEN_GATE;
  await refuseUnguardedHost(configuration.host, gate);

  const hasRoom =
    configuration.databaseUrl === undefined && database ? roomIn(configuration.dataFolder) : undefined;
  if (hasRoom)
    checks.push({
      name: "disk",
      check: async () => {
        if (!(await hasRoom())) throw new Error(`The disk of ${configuration.dataFolder} is nearly full.`);
      },
    });

  const stream = usesStream ? await openStream(configuration, database, logger, shutdown) : undefined;

  if (database && cipher && stream && runs("monitor")) {
    const monitor = await startMonitor({
      pool: database.pool,
      stream,
      specifications,
      redactor,
      verifySignature,
      cipher,
      pipeline: configuration.group,
      deadLetterPercent: configuration.deadLetterPercent,
      log,
      metrics,
    });
    shutdown.add("monitor", () => monitor.stop());
    if (!configuration.kafka) keepStream(database.pool, configuration, log, shutdown);
    activations.push((changed) => monitor.activate(changed));
    checks.push({
      name: "monitor",
      check: async () => {
        const { ready, problems } = await monitor.health();
        if (!ready) throw new Error(problems.join(" "));
      },
    });
  }
  if (stream && runs("gateway")) {
    const active = new Map<string, CompiledSpecification>();
    const add = (changed: readonly Specification[]): void =>
      changed.forEach((specification) => active.set(specification.id, compileSpecification(specification)));
    add(specifications);
    activations.push(add);
    modules.push(
      GatewayModule.register({
        producer: await stream.producer(),
        resolver: resolverOf(active),
        redactor,
        verifySignature,
        metrics,
        hasRoom,
      }),
    );
  }
  if (database && cipher && runs("alerter")) {
    const alerter = startAlerter(alerterOptions(configuration, database.pool, cipher, logger, metrics));
    shutdown.add("alerter", () => alerter.stop());
  }
  if (database && cipher && runs("console")) {
    const readModels = await createReadModelSource(database.url).initialize();
    shutdown.add("read models", () => readModels.destroy());
    const append = appendLater(async () =>
      (stream ?? (await openStream(configuration, database, logger, shutdown))).producer(),
    );
    modules.push(
      ConsoleModule.register({
        pool: database.pool,
        append,
        readModels,
        sealing: { cipher, digests: secrets.map(hmacSha256) },
        observed: configuration.kafka
          ? undefined
          : observedEvents(database.pool, configuration.topic, redactor),
        webRoot,
        publicUrl: configuration.publicUrl,
        identityProvider: configuration.identityProvider,
      }),
    );
  }
  modules.push(OperationsModule.register({ checks, metrics }));
  const address = await serveHttp(modules, webRoot, gate, configuration, logger, shutdown);
  if (watch) follow(watch, activations, logger, shutdown);
  return { address, specifications };
};
