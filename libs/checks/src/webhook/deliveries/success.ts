import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { WebhookAttempt } from "#observation";
import { isSuccess } from "../../engine/finding.ts";

/** What became of an attempt. `slow`: accepted, but too late; `unknown`: not captured, or the document disagrees with itself. */
export type Outcome = "delivered" | "slow" | "failed" | "unknown";

/** What an attempt's outcome follows from. */
type Answered = Pick<WebhookAttempt, "failure" | "durationMs"> & {
  response?: Pick<NonNullable<WebhookAttempt["response"]>, "status"> | undefined;
};

/** What the document calls a success. */
export interface SuccessCriteria {
  clauses: readonly ClauseOf<"webhook.success">[];
  /** The one that allows the longest time. */
  slowest?: ClauseOf<"webhook.success">;
  withinMs?: number;
  outcomeOf(attempt: Answered): Outcome;
}

const accepts = ({ parameters }: ClauseOf<"webhook.success">, status: number): boolean =>
  parameters.statuses?.includes(status) ?? (status >= parameters.from && status <= parameters.to);

/** Compiles the success criteria; without any, a 2xx is one. */
export const compileSuccess = (specification: Specification): SuccessCriteria => {
  const clauses = clausesOf(specification, "webhook.success").filter(({ reason }) => reason === undefined);
  const timed = clauses.filter(({ parameters }) => parameters.withinMs !== undefined);
  const [slowest] = timed.toSorted((one, other) => other.parameters.withinMs! - one.parameters.withinMs!);
  const withinMs = slowest?.parameters.withinMs;
  return {
    clauses,
    slowest,
    withinMs,
    outcomeOf({ response, failure, durationMs }) {
      if (!response) return failure ? "failed" : "unknown";
      const { status } = response;
      const accepting = clauses.filter((clause) => accepts(clause, status)).length;
      if (clauses.length === 0 ? !isSuccess(status) : accepting === 0) return "failed";
      if (accepting < clauses.length) return "unknown";
      return durationMs !== undefined && withinMs !== undefined && durationMs > withinMs
        ? "slow"
        : "delivered";
    },
  };
};
