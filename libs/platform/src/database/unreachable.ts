const NETWORK = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENOTFOUND", "EPIPE", "EHOSTUNREACH"]);
/** Connection exceptions, and a server that starts up or shuts down (SQLSTATE). */
const SQLSTATE = /^(?:08...|57P0[123]|53300)$/;
const MESSAGES =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Whether an error says that PostgreSQL is away, rather than that a statement is wrong. */
export const isUnreachable = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isUnreachable);
  const { code, driverError } = error as Error & { code?: unknown; driverError?: unknown };
  if (typeof code === "string" && (NETWORK.has(code) || SQLSTATE.test(code))) return true;
  return MESSAGES.test(error.message) || isUnreachable(driverError);
};
