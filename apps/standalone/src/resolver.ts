import type { CompiledSpecification } from "#checks";
import { routeOf } from "#judge";
import type { IntegrationResolver } from "../../gateway/src/index.ts";

/** Resolves an event's integration as the judge does, among specifications that may change. */
export const resolverOf = (active: ReadonlyMap<string, CompiledSpecification>): IntegrationResolver => ({
  find(observation) {
    const route = routeOf(observation, active, false);
    return "integration" in route ? route.integration : undefined;
  },
  has: (id) => active.has(id),
});
