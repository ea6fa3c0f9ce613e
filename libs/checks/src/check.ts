import type { Clause, ClauseOf, Specification } from "#spec";
import type { Exchange, Observation } from "#observation";
import type { IssuedToken } from "./engine/issued-tokens.ts";
import type { Party, Report, Severity } from "./verdict.ts";

/** An exchange with what the engine found out about it once, for all checks. Valid only during the call. */
export interface ExchangeContext {
  exchange: Exchange;
  integration: string;
  /** The event's, else found from the URL's origin. */
  environment?: string;
  /** The documented endpoint the request matched. HEAD matches its GET. */
  endpoint?: ClauseOf<"endpoint">;
  /** `POST /api/v1/orders`: template of the match, else method and path with segments that hold digits as `{n}`. */
  label: string;
  /** Who called (rules.md, "Client"); absent: rules about a client's behaviour are muted. */
  client?: string;
  /** The fingerprint of the credential that the request carries where the document says. */
  credential?: string;
  /** That credential, where it was seen issued; of a token request, the token it returned. */
  token?: IssuedToken;
  /** The request path without the base URL's prefix. */
  path: string;
  /** The integration's clock after this event: the latest event time seen. */
  clockMs: number;
  /** Whether the URL is the documented token endpoint's; no other endpoint's contract binds it. */
  tokenRequest: boolean;
  /** The fingerprint of a credential, as decoding shows it; what is one already stays. */
  fingerprint(credential: string): string;
}

/**
 * One compiled check: a deterministic function of its state and its input. The state is plain data that a structured
 * clone keeps (no functions, no class instances), bounded, expiring by event time; it is mutated in place.
 */
export interface Check<State = unknown> {
  /** Stable identity: family, clause path and parameters. State outlives a revision that keeps the key. */
  key: string;
  /** The documented endpoint (`endpoint` clause path) this check is for; absent: every exchange. */
  endpoint?: string;
  initialState(): State;
  exchange?(state: State, context: ExchangeContext, report: Report): void;
  /** Webhook attempts and interactions. */
  observation?(state: State, observation: Observation, clockMs: number, report: Report): void;
  /** The clock has moved to `clockMs`: what is due now is reported. Called after every observation that moved it. */
  advance?(state: State, clockMs: number, report: Report): void;
}

/** What a rule id means, for lists, documents and alerts. */
export interface RuleDefinition {
  id: string;
  title: string;
  severity: Severity;
  party: Party | "either";
}

/** The outcome of compiling one family for one specification. */
export interface CompiledFamily {
  /** In the order in which they run. */
  checks: Check[];
  /** Which rules enforce which clauses; a clause in no entry is not enforced. */
  enforced: { clause: Clause; rules: readonly string[] }[];
  /** Clauses of this family that it cannot enforce, each with one sentence why. */
  unenforced?: { clause: Clause; reason: string }[];
}

/** One folder of checks with the rules they speak for. */
export interface CheckFamily {
  name: string;
  rules: readonly RuleDefinition[];
  compile(specification: Specification): CompiledFamily;
}
