import { Worker } from "node:worker_threads";
import type { Specification, SpecificationFile } from "#spec";

/** The memory a worker may take. */
export const MEMORY_MIB = 512;

const ENTRY = new URL("./loading-worker.js", import.meta.url);

/** A thread that reads specifications, one at a time. */
export class ReadingWorker {
  private static prepared: ReadingWorker | undefined;
  private readonly worker = new Worker(ENTRY, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB } });
  /** Resolves once it can be asked; rejects when it ended before. */
  readonly ready = this.answer<"ready">();

  /**
   * Starts one ahead of its use: it gets ready while this thread still loads the program. Resolves when it has a heap of
   * its own.
   */
  static async prepare(): Promise<void> {
    const { worker, ready } = (this.prepared = new ReadingWorker());
    const online = new Promise((resolve) => worker.once("online", resolve));
    await Promise.race([online, ready.catch(() => undefined)]);
    if (this.prepared?.worker === worker) worker.unref();
  }

  /** The one that was prepared, else a new one; whoever takes it ends it. */
  static take(): ReadingWorker {
    const taken = this.prepared ?? new ReadingWorker();
    this.prepared = undefined;
    taken.worker.ref();
    return taken;
  }

  /** Rejects when the worker ends meanwhile, as it does beyond its memory. */
  ask(files: readonly SpecificationFile[]): Promise<Specification> {
    const answered = this.answer<Specification>();
    this.worker.postMessage(files);
    return answered;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private answer<T>(): Promise<T> {
    const answered = new Promise<T>((resolve, reject) => {
      this.worker.removeAllListeners();
      this.worker.once("message", resolve).once("error", reject);
      this.worker.once("exit", (status) => reject(new Error(`The reading worker ended with ${status}.`)));
    });
    answered.catch(() => undefined);
    return answered;
  }
}
