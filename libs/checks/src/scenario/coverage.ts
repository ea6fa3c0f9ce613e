import type { ClauseOf } from "#spec";

/** What traffic has shown of one test scenario in one environment; times are event time. */
export interface ScenarioResult {
  environment?: string;
  passed: number;
  failed: number;
  lastMs?: number;
  /** The id of the event that failed it last. */
  lastFailure?: string;
}

/** A test scenario with what traffic has shown of it: an entry for each environment, those without any included. */
export interface ScenarioCoverage {
  clause: ClauseOf<"scenario">;
  /** Why traffic cannot show this scenario; absent where it can. */
  unobservable?: string;
  results: readonly ScenarioResult[];
}
