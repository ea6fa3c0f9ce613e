import type { LoggerService } from "@nestjs/common";
import type { Logger } from "pino";

/** Lets Nest write through our logger; its start-up chatter goes to debug. */
export const nestLogger = (logger: Logger): LoggerService => {
  const at =
    (level: "debug" | "warn" | "error" | "trace" | "fatal") =>
    (message: unknown, ...details: unknown[]): void => {
      const context = details.at(-1);
      const fields = typeof context === "string" ? { context } : {};
      if (message instanceof Error) logger[level]({ ...fields, err: message }, message.message);
      else logger[level](fields, typeof message === "string" ? message : JSON.stringify(message));
    };
  return {
    log: at("debug"),
    debug: at("debug"),
    verbose: at("trace"),
    warn: at("warn"),
    error: at("error"),
    fatal: at("fatal"),
  };
};
