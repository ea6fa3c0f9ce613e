/** What a process closes at its end. */
export interface Shutdown {
  /** Adds something to close; the last added is closed first. */
  add(name: string, close: () => Promise<void> | void): void;
  /** Closes everything once, within the time limit; resolves with what could not be closed. */
  run(): Promise<string[]>;
}

const LIMIT_MS = 9500;

/** A list of closers that run in reverse order, each whatever became of those before it, 9.5 s in all. */
export const createShutdown = (limitMs = LIMIT_MS): Shutdown => {
  const closers: { name: string; close: () => Promise<void> | void }[] = [];
  let running: Promise<string[]> | undefined;
  const closeAll = async (): Promise<string[]> => {
    const failures: string[] = [];
    let current = "";
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        failures.push(`${current}: still closing after ${limitMs / 1000} s`);
        resolve();
      }, limitMs);
    });
    const all = (async () => {
      for (const { name, close } of closers.reverse()) {
        current = name;
        try {
          await close();
        } catch (error) {
          failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
    })();
    await Promise.race([all, limit]);
    clearTimeout(timer);
    return failures;
  };
  return {
    add: (name, close) => closers.push({ name, close }),
    run: () => (running ??= closeAll()),
  };
};

/** On SIGTERM or SIGINT: closes everything, tells what failed, and ends the process with 0, or 1 where something did. */
export const shutdownOnSignals = (shutdown: Shutdown, onFailure: (failure: string) => void): void => {
  const end = () => {
    void shutdown.run().then((failures) => {
      failures.forEach(onFailure);
      process.exit(failures.length === 0 ? 0 : 1);
    });
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
};
