import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { endProcess } from "./end-process.ts";
import { until } from "./until.ts";

/** An alert as Alertmanager's API v2 gives it. */
export interface GettableAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string;
  generatorURL: string;
  status: { state: string };
}

/** A real Alertmanager on the loopback. */
export interface RunningAlertmanager {
  url: string;
  /** The alerts that fire. */
  alerts(): Promise<GettableAlert[]>;
  stop(): Promise<void>;
}

/** Starts an Alertmanager that tells nobody. */
export const startAlertmanager = async (): Promise<RunningAlertmanager> => {
  const folder = mkdtempSync(join(tmpdir(), "clausewatch-alertmanager-"));
  const file = join(folder, "alertmanager.yml");
  writeFileSync(file, JSON.stringify({ route: { receiver: "nobody" }, receivers: [{ name: "nobody" }] }));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    "prometheus-alertmanager",
    [
      `--config.file=${file}`,
      `--storage.path=${folder}/data`,
      `--web.listen-address=${address}`,
      "--cluster.listen-address=",
    ],
    { stdio: "ignore" },
  );
  const url = `http://${address}`;
  const stop = async (): Promise<void> => {
    await endProcess(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const isReady = async () => (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok === true;
    await until("Alertmanager is ready", isReady, () => `It listens on ${address}.`);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    stop,
    alerts: async () => (await (await fetch(`${url}/api/v2/alerts`)).json()) as GettableAlert[],
  };
};
