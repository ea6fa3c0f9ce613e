/** What one request adds to what is known to be over a limit. */
export interface Excess {
  /** The reading that accuses. */
  reading: "the strictest reading" | "every reading" | "the provider's window" | "the UTC day";
  /** Requests newly over the limit. */
  over: number;
  /** Requests newly over it under every reading and yet answered 2xx. */
  accepted: number;
  /** Every reading is broken. */
  certain: boolean;
  /** The requests in the window, and the most that may be there. */
  count: number;
  most: number;
  /** The window that is over, until its end (exclusive). */
  untilMs: number;
  /** Tells windows that are known apart. */
  windowEndMs?: number;
}
