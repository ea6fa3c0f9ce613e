import type { Violation } from "#violation";
import type { Tally } from "./tally.ts";

/** Writes violations as they settle, then what was counted. */
export interface ViolationReport {
  violation(violation: Violation): void;
  end(tally: Tally): void;
}
