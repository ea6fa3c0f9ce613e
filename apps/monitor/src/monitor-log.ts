/** Takes a line of the monitor's log. */
export type MonitorLog = (
  level: "debug" | "info" | "warn" | "error",
  message: string,
  detail: Readonly<Record<string, unknown>>,
) => void;
