/** What an attempt's signature and timestamp prove; `unknown`: not captured, not verifiable or not asked for. */
export interface AttemptProof {
  signature: "valid" | "missing" | "malformed" | "invalid" | "unknown";
  timestamp: "fresh" | "missing" | "unreadable" | "stale" | "unknown";
}
