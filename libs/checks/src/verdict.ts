import type { Citation } from "#spec";
import type { EventReference } from "#observation";

/** From lowest to highest. */
export const SEVERITIES = ["info", "warning", "error", "critical"] as const;

/** `critical`: security, money or data at risk; `error`: the contract is broken; `warning`: bent; `info`: recorded only. */
export type Severity = (typeof SEVERITIES)[number];

/** Who broke a clause: the caller (or a webhook's receiver), or the API (or a webhook's sender). */
export type Party = "consumer" | "provider";

/** What was asked for and what came, with credentials already redacted. */
export interface Evidence {
  expected?: unknown;
  actual?: unknown;
  /** JSON pointer into the body. */
  pointer?: string;
  [detail: string]: unknown;
}

/** One finding of a check about one observation. */
export interface Verdict {
  /** `family.name`, as rules.md lists them. */
  rule: string;
  severity: Severity;
  party: Party;
  clause: Citation;
  /** What the rule tells apart besides integration, environment and clause (client, endpoint, field, window, …). */
  subject: string;
  environment?: string;
  client?: string;
  /** `POST /api/v1/orders`. */
  endpoint?: string;
  /** Event time. */
  timeMs: number;
  /** One sentence a person understands. */
  message: string;
  evidence: Evidence;
  /** The events that caused it, oldest first; absent: the observation being judged. */
  causes?: readonly EventReference[];
}

/** What a check says: a single breach, or one occurrence of an episode, or that an episode is over. */
export type Signal =
  | { kind: "breach"; verdict: Verdict }
  | {
      kind: "occurrence";
      /** Identifies the episode within the integration; the first occurrence opens it. */
      episode: string;
      verdict: Verdict;
      /** How much this adds to the count; 1 when absent. */
      increment?: number;
      /** Clock (exclusive) at which the episode ends by itself, e.g. the end of a UTC hour. */
      endsAtMs?: number;
    }
  | { kind: "end"; episode: string };

/** Takes what checks say, in order. */
export type Report = (signal: Signal) => void;
