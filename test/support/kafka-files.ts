import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const CACHE = join(process.cwd(), ".cache/kafka");
const LIBS = join(CACHE, "4.1.0");

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>test</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>4.1.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>1.7.36</version></dependency>
  </dependencies>
</project>
`;

/** The folder of Apache Kafka's jars, fetched once from Maven Central into `.cache/kafka`. */
export const kafkaLibs = async (): Promise<string> => {
  if (existsSync(LIBS)) return LIBS;
  mkdirSync(CACHE, { recursive: true });
  const scratch = mkdtempSync(join(CACHE, "fetch-"));
  writeFileSync(join(scratch, "pom.xml"), POM);
  await promisify(execFile)("mvn", ["-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=libs"], {
    cwd: scratch,
  });
  try {
    renameSync(join(scratch, "libs"), LIBS);
  } catch (error) {
    if (!existsSync(LIBS)) throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return LIBS;
};

/** The ports of a broker on loopback: `proxied` is a second one, whose clients are sent to the proxy at `proxy`. */
export interface BrokerPorts {
  direct: number;
  controller: number;
  proxied: number;
  proxy: number;
}

/** One node that is broker and controller, with timeouts that keep tests short. */
export const serverProperties = (folder: string, ports: BrokerPorts): string =>
  Object.entries({
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.quorum.voters": `1@127.0.0.1:${ports.controller}`,
    listeners: `DIRECT://127.0.0.1:${ports.direct},PROXIED://127.0.0.1:${ports.proxied},CONTROLLER://127.0.0.1:${ports.controller}`,
    "advertised.listeners": `DIRECT://127.0.0.1:${ports.direct},PROXIED://127.0.0.1:${ports.proxy}`,
    "listener.security.protocol.map": "DIRECT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "inter.broker.listener.name": "DIRECT",
    "controller.listener.names": "CONTROLLER",
    "log.dirs": join(folder, "data"),
    "num.partitions": 1,
    "offsets.topic.num.partitions": 1,
    "offsets.topic.replication.factor": 1,
    "transaction.state.log.num.partitions": 1,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "group.min.session.timeout.ms": 500,
    "group.initial.rebalance.delay.ms": 0,
    "log.retention.check.interval.ms": 1000,
    "log.cleaner.enable": false,
    "auto.create.topics.enable": false,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
