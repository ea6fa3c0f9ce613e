import type { Allowance } from "#measurement";
import type { Exchange } from "#observation";
import type { ClauseOf } from "#spec";
import type { Outcome } from "./outcome.ts";

/** An objective of one environment, ready to judge. */
export interface Objective {
  clause: ClauseOf<"environment.objective">;
  environment: string;
  /** As written, e.g. `response_time_p95`. */
  name: string;
  allowance: Allowance;
  outcomeOf(exchange: Exchange): Outcome;
  /** Whether a minute since the epoch lies in a maintenance window. */
  inMaintenance(minute: number): boolean;
  /** The hosts of the environment's base URLs. */
  hosts: ReadonlySet<string>;
}
