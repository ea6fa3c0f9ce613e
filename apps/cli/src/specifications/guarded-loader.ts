import { Worker } from "node:worker_threads";
import { UserError } from "#platform";
import type { Specification, SpecificationFile } from "#spec";

/** What reading one specification may take: computing, time on a machine that is busy with others, and memory. */
const COMPUTING_MS = 2000;
const PATIENCE_MS = 10_000;
const MEMORY_MIB = 512;
const LOOK_EVERY_MS = 100;
const WORKER = new URL("./loading-worker.js", import.meta.url);

/** Reads specifications where neither their length nor their intricacy can hold up or end this process. */
export interface GuardedLoader {
  /** Takes one at a time. Rejects with a UserError for a specification that takes too much time or memory. */
  load(files: readonly SpecificationFile[]): Promise<Specification>;
  close(): Promise<void>;
}

const tooMuch = ([first, ...others]: readonly SpecificationFile[], what: string): UserError => {
  const name = first?.name ?? "The specification";
  return new UserError(
    `${others.length === 0 ? name : `${name} with ${others.length} more`} takes more than ${what} to read.`,
    "Take out what is no part of the integration: it has far too many paragraphs, blocks or entries.",
  );
};

/** Rejects once this process has computed for too long since now, or the time is over. */
const limitOf = (files: readonly SpecificationFile[]): { exceeded: Promise<never>; stop(): void } => {
  const beganMs = performance.now();
  const before = process.cpuUsage();
  let timer: NodeJS.Timeout | undefined;
  const exceeded = new Promise<never>((_resolve, reject) => {
    timer = setInterval(() => {
      const elapsedMs = performance.now() - beganMs;
      const { user, system } = process.cpuUsage(before);
      if (elapsedMs > PATIENCE_MS) reject(tooMuch(files, `${PATIENCE_MS / 1000} s`));
      else if (Math.min(elapsedMs, (user + system) / 1000) > COMPUTING_MS)
        reject(tooMuch(files, `${COMPUTING_MS / 1000} s`));
    }, LOOK_EVERY_MS);
  });
  return { exceeded, stop: () => clearInterval(timer) };
};

/** Starts a worker that reads specifications; it ends with `close`, or with the first that it cannot read. */
export const startGuardedLoader = (): GuardedLoader => {
  const worker = new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB } });
  const answer = <T>(): Promise<T> => {
    const answered = new Promise<T>((resolve, reject) => {
      worker.removeAllListeners();
      worker.once("message", resolve).once("error", reject);
      worker.once("exit", (status) => reject(new Error(`The reading worker ended with ${status}.`)));
    });
    answered.catch(() => undefined);
    return answered;
  };
  const ready = answer<"ready">();
  return {
    async load(files) {
      await ready;
      const loaded = answer<Specification>();
      const { exceeded, stop } = limitOf(files);
      worker.postMessage(files);
      try {
        return await Promise.race([loaded, exceeded]);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY")
          throw tooMuch(files, `${MEMORY_MIB} MiB of memory`);
        throw error;
      } finally {
        stop();
      }
    },
    close: async () => void (await worker.terminate()),
  };
};
