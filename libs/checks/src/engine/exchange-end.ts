import type { Exchange } from "#observation";

/** An answer of unknown duration is taken to have come within this time. */
const UNKNOWN_DURATION_MS = 1_000;

/** When an exchange had ended, at the latest. */
export const endOf = ({ timeMs, durationMs }: Exchange): number =>
  timeMs + (durationMs ?? UNKNOWN_DURATION_MS);

/** Whether the request never reached the API. */
export const neverSent = ({ failure }: Exchange): boolean =>
  failure === "dns" || failure === "connect" || failure === "tls";
