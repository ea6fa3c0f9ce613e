import type { BurstAllowance, ClauseOf } from "#spec";

/** How late an exchange may be logged, after others that began later, and still be counted exactly. */
export const LATENESS_MS = 60_000;

/** The most windows that a run of unknown windows may have. */
export const LONGEST_RUN = 15;

/** The length of a UTC day. */
export const DAY_MS = 86_400_000;

/** One documented limit as it holds in one environment. */
export interface Limit {
  /** Clause path, numbers and environment: what its counters are kept under. */
  key: string;
  clause: ClauseOf<"rate-limit">;
  /** The most requests in one window, without burst. */
  count: number;
  /** The window's length; of a daily limit, a day. */
  windowMs: number;
  /** Whether the windows are the UTC days. */
  daily: boolean;
  /**
   * The most requests that lie in [k] windows in a row, wherever the provider's own begin: [0] is one window that is
   * known; k windows at an unknown place touch k + 1 of the provider's.
   */
  mostIn: readonly number[];
  /** The largest of `mostIn`. */
  mostInRun: number;
  /** The document contradicts the limit, or states a burst beside it in words that nobody can read. */
  infoOnly: boolean;
}

const mostIn = (count: number, windowMs: number, burst: BurstAllowance | undefined): number[] => {
  const single = count * (burst?.factor ?? 1);
  const share = burst ? (burst.factor - 1) * Math.min(1, burst.durationMs / windowMs) : 0;
  const several = count * (1 + share);
  const run = (k: number): number => Math.floor((k + 1) * (k === 1 ? single : several) + 1e-6);
  return Array.from({ length: LONGEST_RUN + 1 }, (_, k) => (k === 0 ? Math.floor(single + 1e-6) : run(k)));
};

/** A limit clause with its environment's scale; a daily limit knows no burst. */
export const limitOf = (
  clause: ClauseOf<"rate-limit">,
  terms: {
    environment: string | undefined;
    scale: number;
    burst: BurstAllowance | undefined;
    infoOnly: boolean;
  },
): Limit => {
  const { limit, window } = clause.parameters;
  const daily = window === "utc-day";
  const windowMs = daily ? DAY_MS : window;
  const count = Math.floor(limit * terms.scale + 1e-6);
  const burst = daily ? undefined : terms.burst;
  const parts = [
    clause.path,
    count,
    window,
    burst?.factor ?? 1,
    burst?.durationMs ?? 0,
    terms.environment ?? "",
  ];
  const most = mostIn(count, windowMs, burst);
  return {
    key: parts.join("|"),
    clause,
    count,
    windowMs,
    daily,
    mostIn: most,
    mostInRun: Math.max(...most),
    infoOnly: terms.infoOnly || clause.contradictedBy !== undefined,
  };
};
