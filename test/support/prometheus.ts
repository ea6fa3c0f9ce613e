import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endProcess } from "./end-process.ts";
import { freePort } from "./free-port.ts";
import { until } from "./until.ts";

/** What `promtool` says of files; throws with its complaint where they are wrong. */
export const promtool = (...args: readonly string[]): string =>
  execFileSync("promtool", args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** A real Prometheus on the loopback. */
export interface RunningPrometheus {
  url: string;
  /** The result of an instant query. */
  query(expression: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]>;
  get(path: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts a Prometheus that scrapes these addresses every second, with these rule files. */
export const startPrometheus = async (options: {
  targets: readonly string[];
  ruleFiles?: readonly string[];
}): Promise<RunningPrometheus> => {
  const folder = mkdtempSync(join(tmpdir(), "clausewatch-prometheus-"));
  const configuration = {
    global: { scrape_interval: "1s", evaluation_interval: "1s" },
    rule_files: options.ruleFiles ?? [],
    scrape_configs: [{ job_name: "clausewatch", static_configs: [{ targets: options.targets }] }],
  };
  const file = join(folder, "prometheus.yml");
  writeFileSync(file, JSON.stringify(configuration));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    "prometheus",
    [`--config.file=${file}`, `--storage.tsdb.path=${folder}/data`, `--web.listen-address=${address}`],
    { stdio: "ignore" },
  );
  const url = `http://${address}`;
  const get = async (path: string): Promise<unknown> => (await fetch(url + path)).json();
  const stop = async (): Promise<void> => {
    await endProcess(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const isReady = async () => (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok === true;
    await until("Prometheus is ready", isReady, () => `It listens on ${address}.`);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    get,
    stop,
    query: async (expression) => {
      const answer = (await get(`/api/v1/query?query=${encodeURIComponent(expression)}`)) as {
        data: { result: { metric: Record<string, string>; value: [number, string] }[] };
      };
      return answer.data.result;
    },
  };
};
