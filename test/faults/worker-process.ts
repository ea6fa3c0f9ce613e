import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { Arming, WorkerSettings } from "./worker-settings.ts";

const SCRIPT = join(process.cwd(), "dist/test/faults/worker.js");

/** A worker as the test sees it. */
export class WorkerProcess {
  /** Resolves with its exit status; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  isUp = false;
  /** How often it came to a failpoint that it was armed for. */
  reached = 0;
  private logged = "";
  private readonly child: ChildProcess;

  constructor(settings: WorkerSettings) {
    this.child = spawn(process.execPath, [SCRIPT, JSON.stringify(settings)], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    const kill = (): void => void this.child.kill("SIGKILL");
    process.once("exit", kill);
    this.child.stderr?.on("data", (bytes: Buffer) => (this.logged += bytes.toString()));
    this.child.on("message", (message: { up?: true; reached?: string }) => {
      if (message.up) this.isUp = true;
      else this.reached += 1;
    });
    this.ended = new Promise((resolve) => {
      this.child.once("exit", (status) => {
        process.off("exit", kill);
        resolve(status);
      });
    });
  }

  get pid(): number {
    return this.child.pid!;
  }

  get isOver(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** What it wrote to standard error so far. */
  log(): string {
    return this.logged;
  }

  /** How many lines of its log match. */
  said(words: RegExp): number {
    return this.logged.split("\n").filter((line) => words.test(line)).length;
  }

  arm(arming: Arming | null): void {
    if (this.child.connected) this.child.send({ arming }, () => undefined);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends it by a signal and resolves with its exit status. */
  end(signal: NodeJS.Signals): Promise<number | null> {
    this.signal(signal);
    return this.ended;
  }
}
