import { execFile, spawn, type ChildProcess } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Kafka, logLevel } from "kafkajs";
import { freePort } from "./free-port.ts";
import { kafkaLibs, serverProperties } from "./kafka-files.ts";

/** A real Apache Kafka for one test file: one node on loopback, its data in a temporary folder. */
export interface TestKafka {
  /** `127.0.0.1:<port>`; stays the same over a restart. */
  brokers: string[];
  /** The broker's process, for signals. */
  pid(): number;
  /** Ends it at once, as a crash would; the data stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data; resolves when it answers. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

const JAVA = ["-Xmx384m", "-Xms128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];
const READY_WITHIN_MS = 60_000;

const answers = async (brokers: string[]): Promise<boolean> => {
  const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING, retry: { retries: 0 } }).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length > 0;
  } catch {
    return false;
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => {
        child.once("exit", () => {
          resolve();
        });
      });

/**
 * Starts Apache Kafka and waits until it answers. Needs `java` (17 or later) and, the first time, `mvn`. `proxyTo` starts
 * a proxy to a port, and gives the port where clients reach it: those that come through it are sent back to it.
 */
export const startKafka = async (
  proxyTo: (port: number) => Promise<number> = (port) => Promise.resolve(port),
): Promise<TestKafka> => {
  const classpath = join(await kafkaLibs(), "*");
  const folder = mkdtempSync(join(tmpdir(), "kafka-"));
  const [direct, proxied, controller] = [await freePort(), await freePort(), await freePort()];
  const brokers = [`127.0.0.1:${direct}`];
  const properties = join(folder, "server.properties");
  const log = join(folder, "server.log");
  writeFileSync(
    properties,
    serverProperties(folder, { direct, controller, proxied, proxy: await proxyTo(proxied) }),
  );
  const format = ["kafka.tools.StorageTool", "format", "-t", "MkU3OEVBNTcwNTJENDM2Qk", "-c", properties];
  await promisify(execFile)("java", [...JAVA, "-cp", classpath, ...format]);

  let child: ChildProcess;
  const launch = async (): Promise<void> => {
    const output = openSync(log, "a");
    child = spawn("java", [...JAVA, "-cp", classpath, "kafka.Kafka", properties], {
      stdio: ["ignore", output, output],
    });
    closeSync(output);
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await answers(brokers))) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`Kafka did not start:\n${readFileSync(log, "utf8").slice(-4000)}`);
      await sleep(200);
    }
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended(child);
  };
  process.once("exit", () => child.kill("SIGKILL"));
  await launch().catch(async (error: unknown) => {
    await end("SIGKILL");
    throw error;
  });
  return {
    brokers,
    pid: () => child.pid!,
    kill: () => end("SIGKILL"),
    restart: launch,
    stop: async () => {
      await end("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
