/** Takes a line of the adapter's log. */
export type StreamLog = (
  level: "debug" | "info" | "warn" | "error",
  message: string,
  detail: Readonly<Record<string, unknown>>,
) => void;
