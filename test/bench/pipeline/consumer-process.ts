import { fork, type ChildProcess } from "node:child_process";
import type { ConsumerSettings, Report } from "./consumer-settings.ts";

const SCRIPT = "dist/test/bench/consumer.js";
const WITHIN_MS = 600_000;

/** A consumer in a process of its own, as the bench sees it. */
export class ConsumerProcess {
  readonly reports: Report[] = [];
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;

  constructor(settings: ConsumerSettings) {
    this.child = fork(SCRIPT, [JSON.stringify(settings)]);
    const kill = (): void => void this.child.kill("SIGKILL");
    const late = setTimeout(kill, WITHIN_MS);
    process.once("exit", kill);
    this.child.on("message", (report: Report) => this.reports.push(report));
    this.ended = new Promise((resolve) => {
      this.child.once("exit", () => {
        clearTimeout(late);
        process.off("exit", kill);
        resolve();
      });
    });
  }

  /** Resolves to the first report of that kind; rejects when the process has ended before. */
  first(is: (report: Report) => boolean): Promise<Report> {
    const found = this.reports.find(is);
    if (found) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const listen = (report: Report): void => {
        if (!is(report)) return;
        this.child.off("message", listen);
        resolve(report);
      };
      this.child.on("message", listen);
      void this.ended.then(() => {
        reject(new Error("The consumer ended before it was done."));
      });
    });
  }

  /** Resolves once everything below an offset of a partition is done. */
  done(offset: number, partition = 0): Promise<Report> {
    return this.first((report) => isDone(report, partition, offset));
  }

  /** Ends it in order, or at once, as a crash would. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** Whether a report says that everything below an offset of a partition is done. */
export const isDone = ({ kind, partition, offset }: Report, of: number, below: number): boolean =>
  kind === "done" && partition === of && offset >= below;
