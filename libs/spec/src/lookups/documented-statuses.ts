import type { Specification } from "../specification.ts";
import { clausesOf } from "../specification.ts";

/**
 * The statuses that any endpoint may answer: those of the error catalogue, of scenarios, of `exceeded_response`, and of
 * status ranges. An endpoint's own are its `response.status` clauses.
 */
export const documentedStatuses = (specification: Specification): ReadonlySet<number> => {
  const statuses = new Set<number>();
  for (const { parameters } of clausesOf(specification, "error-code")) statuses.add(parameters.status);
  for (const { parameters } of clausesOf(specification, "scenario")) {
    for (const status of parameters.statuses) statuses.add(status);
  }
  for (const { parameters } of clausesOf(specification, "rate-limit.exceeded-response")) {
    statuses.add(parameters.status);
  }
  for (const { parameters } of clausesOf(specification, "response.status-range")) {
    for (let status = parameters.from; status <= parameters.to; status++) statuses.add(status);
  }
  return statuses;
};
