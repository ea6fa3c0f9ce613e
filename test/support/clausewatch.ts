import { execFile, spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The example specification, as users find it. */
export const EXAMPLE = join(process.cwd(), "examples/orders/orders-integration-spec.md");

const PROGRAM = join(process.cwd(), "bin/clausewatch.mjs");
const READY_WITHIN_MS = 60_000;
const MAX_OUTPUT_BYTES = 256 << 20;

/** What a command left behind. */
export interface Finished {
  status: number;
  stdout: string;
  stderr: string;
}

const environment = (extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  ...process.env,
  NO_COLOR: "1",
  PORT: "0",
  LOG_LEVEL: "warn",
  ...extra,
});

/** Runs `clausewatch …` to its end. */
export const clausewatch = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = process.cwd(),
): Promise<Finished> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [PROGRAM, ...args],
      { cwd, env: environment(env), maxBuffer: MAX_OUTPUT_BYTES },
      (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
      },
    );
  });

/** A service that runs in a process of its own. */
export interface RunningService {
  address: string;
  pid: number;
  /** What it wrote to standard error so far. */
  log(): string;
  /** Ends it by a signal and resolves with its exit status; null when the signal itself ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `clausewatch <args>` and waits for the address that it prints; rejects with its log when it ends before. */
export const startService = async (
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd = process.cwd(),
): Promise<RunningService> => {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, ...args], { cwd, env: environment(env) });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  let output = "";
  let log = "";
  child.stdout?.on("data", (bytes: Buffer) => (output += bytes.toString()));
  child.stderr?.on("data", (bytes: Buffer) => (log += bytes.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const deadline = Date.now() + READY_WITHIN_MS;
  let address: string | undefined;
  while ((address = /is up: (\S+)/.exec(output)?.[1]) === undefined) {
    if (child.exitCode !== null || Date.now() > deadline) {
      kill();
      throw new Error(`clausewatch ${args.join(" ")} did not start (${child.exitCode}): ${log}`);
    }
    await sleep(20);
  }
  return {
    address,
    pid: child.pid!,
    log: () => log,
    end: async (signal) => {
      child.kill(signal);
      const status = await ended;
      process.off("exit", kill);
      return status;
    },
  };
};
