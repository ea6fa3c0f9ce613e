import type { Gate } from "#access";
import { isLoopback, UserError } from "#platform";

/** Throws a UserError where others than this machine would be let in without a key or an account. */
export const refuseUnguardedHost = async (host: string, gate: Gate): Promise<void> => {
  if (isLoopback(host) || !(await gate.isOpen())) return;
  throw new UserError(
    `HOST is ${host}, which reaches beyond this machine, and there is neither an account nor a key yet.`,
    "Run `clausewatch user create NAME --role admin` first, or use 127.0.0.1.",
  );
};
