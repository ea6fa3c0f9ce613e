import { startKafka, type TestKafka } from "../support/kafka.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { TcpProxy } from "./tcp-proxy.ts";

/** The servers that faults are done to, each with a proxy before it. */
export interface Arena {
  kafka: TestKafka;
  kafkaProxy: TcpProxy;
  postgres: TestPostgres;
  postgresProxy: TcpProxy;
  close(): Promise<void>;
}

/** Starts them; PostgreSQL syncs to disk, since it is killed. */
export const openArena = async (): Promise<Arena> => {
  const closers: (() => Promise<void>)[] = [];
  const keep = <T>(thing: T, close: () => Promise<void>): T => {
    closers.unshift(close);
    return thing;
  };
  const close = async (): Promise<void> => {
    for (const closer of closers) await closer();
  };
  const proxyTo = async (port: number): Promise<TcpProxy> => {
    const proxy = await TcpProxy.to(port);
    return keep(proxy, () => proxy.close());
  };
  try {
    const postgres = await startTestPostgres(true);
    keep(postgres, () => postgres.stop());
    const postgresProxy = await proxyTo(Number(new URL(postgres.url).port));
    let kafkaProxy: TcpProxy | undefined;
    const kafka = await startKafka(async (port) => (kafkaProxy = await proxyTo(port)).port);
    keep(kafka, () => kafka.stop());
    return { kafka, kafkaProxy: kafkaProxy!, postgres, postgresProxy, close };
  } catch (error) {
    await close();
    throw error;
  }
};

/** A connection string that goes through a proxy. */
export const through = (proxy: TcpProxy, databaseUrl: string): string => {
  const url = new URL(databaseUrl);
  url.port = String(proxy.port);
  return url.href;
};
