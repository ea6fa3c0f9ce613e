import { clausesOf } from "#spec";
import type { ClauseKind, ClauseOf, EndpointKey, Specification } from "#spec";

/** Kinds whose clauses belong to one endpoint. */
type EndpointKind = {
  [K in ClauseKind]: ClauseOf<K>["parameters"] extends { endpoint: EndpointKey } ? K : never;
}[ClauseKind];

/** The clauses of one kind that belong to an endpoint, in document order. */
export const clausesOfEndpoint = <K extends EndpointKind>(
  specification: Specification,
  kind: K,
  { parameters: { method, path } }: ClauseOf<"endpoint">,
): ClauseOf<K>[] =>
  clausesOf(specification, kind).filter(({ parameters }) => {
    const { endpoint } = parameters as { endpoint: EndpointKey };
    return endpoint.method === method && endpoint.path === path;
  });

/** The documented endpoints, each method and path once. */
export const documentedEndpoints = (specification: Specification): ClauseOf<"endpoint">[] => {
  const seen = new Set<string>();
  return clausesOf(specification, "endpoint").filter(({ parameters: { method, path } }) => {
    const label = `${method} ${path}`;
    if (seen.has(label)) return false;
    return seen.add(label);
  });
};
