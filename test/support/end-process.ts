import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** Ends a process and waits until it has gone. */
export const endProcess = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  await exit;
};
