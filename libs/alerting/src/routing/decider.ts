import { compileRouting, type RoutingProblem } from "./compile-routing.ts";
import { DEFAULT_ROUTING, type Routing, type RoutingSet } from "./routing.ts";

/** The routing in force, and how often it was set. */
export interface RoutingState {
  routing: Routing;
  version: number;
}

/** Replaces the whole tree. */
export interface SetRouting {
  type: "SetRouting";
  routing: Routing;
  by: string;
}

/** A tree that cannot be used, with everything that is wrong in it. */
export class InvalidRouting extends Error {
  constructor(readonly problems: readonly RoutingProblem[]) {
    super(problems.map(({ parameter, message }) => `${parameter}: ${message}`).join(". "));
  }
}

/** The routing before anybody has set one. */
export const initialRouting: RoutingState = { routing: DEFAULT_ROUTING, version: 0 };

/** The event that a command leads to; none where the tree is the one in force. Throws {@link InvalidRouting}. */
export const decideRouting = (state: RoutingState, { routing, by }: SetRouting): RoutingSet[] => {
  const { problems } = compileRouting(routing);
  if (problems.length > 0) throw new InvalidRouting(problems);
  if (state.version > 0 && JSON.stringify(routing) === JSON.stringify(state.routing)) return [];
  return [{ type: "RoutingSet", routing, by }];
};

/** The state after one more event. */
export const evolveRouting = ({ version }: RoutingState, { routing }: RoutingSet): RoutingState => ({
  routing,
  version: version + 1,
});
