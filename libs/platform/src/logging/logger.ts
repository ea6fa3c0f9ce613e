import { type Logger, destination, pino } from "pino";
import { prettyLine } from "./pretty-line.ts";

export type { Logger } from "pino";

const LEVELS: Record<number, string> = {
  10: "TRACE",
  20: "DEBUG",
  30: "INFO",
  40: "WARN",
  50: "ERROR",
  60: "FATAL",
};

/**
 * A logger to stderr: JSON lines, or on a terminal short readable ones (coloured unless NO_COLOR is set). `level` is
 * one of pino's, or `silent`.
 */
export const createLogger = (level: string): Logger => {
  const options = { level, base: null, timestamp: () => `,"time":"${new Date().toISOString()}"` };
  if (!process.stderr.isTTY) return pino(options, destination({ fd: 2, sync: true }));
  const colour = !process.env["NO_COLOR"];
  return pino(options, {
    write: (line: string) => process.stderr.write(`${prettyLine(line, LEVELS, colour)}\n`),
  });
};
