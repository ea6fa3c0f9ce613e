import { UserError } from "#platform";
import type { Specification, SpecificationFile } from "#spec";
import { MEMORY_MIB, ReadingWorker } from "./reading-worker.ts";

/** What reading one specification may take: computing, and time on a machine that is busy with others. */
const COMPUTING_MS = 2000;
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 100;

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

/** A worker that reads specifications; it ends with `close`. After a rejection it is to be closed. */
export const startGuardedLoader = (): GuardedLoader => {
  const worker = ReadingWorker.take();
  return {
    async load(files) {
      await worker.ready;
      const { exceeded, stop } = limitOf(files);
      try {
        return await Promise.race([worker.ask(files), exceeded]);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY")
          throw tooMuch(files, `${MEMORY_MIB} MiB of memory`);
        throw error;
      } finally {
        stop();
      }
    },
    close: () => worker.end(),
  };
};
