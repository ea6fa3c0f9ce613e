import type { Clause, Specification } from "#spec";
import type { Exchange, Interaction, SplitUrl, WebhookAttempt } from "#observation";
import type { ScenarioCoverage } from "./scenario/coverage.ts";
import type { ToldMinute } from "./measuring/measuring.ts";
import type { Report } from "./verdict.ts";
import type { AttemptFacts } from "./webhook/attempt-facts.ts";

/** State of all checks of one integration by check key: plain data that a structured clone keeps. */
export interface IntegrationState {
  checks: Map<string, unknown>;
}

/** A clause with what becomes of it: the rules that enforce it, or the reason why none does. */
export type AccountedClause = Clause & { enforcedBy: readonly string[]; reasonNot?: string };

/** A specification whose clauses have become checks; built once a revision, shared by all partitions. */
export interface CompiledSpecification {
  specification: Specification;
  /** Every clause, in document order. */
  clauses: readonly AccountedClause[];
  initialState(): IntegrationState;
  /** The state after a change of revision: checks whose key is kept keep theirs. */
  adopt(state: IntegrationState): IntegrationState;
  /**
   * Judges one observation; `clockMs` is the integration's clock with this event in it. With `fingerprint`, as decoding
   * uses it, a credential is known by its value wherever it stands.
   */
  observe(
    state: IntegrationState,
    observation: Exchange | WebhookAttempt | Interaction,
    clockMs: number,
    report: Report,
    fingerprint?: (credential: string) => string,
  ): void;
  /** What is known of a webhook attempt that was just observed; nothing changes. */
  factsOf(state: IntegrationState, attempt: WebhookAttempt): AttemptFacts;
  /** Reports what is due by `clockMs`, and tells the minutes of traffic that are closed by then. */
  advance(
    state: IntegrationState,
    clockMs: number,
    report: Report,
    tell?: (minute: ToldMinute) => void,
  ): void;
  /** What traffic has shown of each test scenario, in document order. */
  scenarios(state: IntegrationState): ScenarioCoverage[];
  /** Whether the URL's origin is one of the specification's base URLs or its token endpoint. */
  owns(url: SplitUrl): boolean;
}
