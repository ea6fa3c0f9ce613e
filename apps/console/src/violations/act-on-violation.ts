import type { Pool } from "pg";
import { Problem } from "#platform";
import type { ViolationStatus } from "#read-models";
import {
  decide,
  evolve,
  initialState,
  ViolationConflict,
  type PersonsCommand,
  type ViolationEvent,
  type ViolationState,
} from "#violation";
import { decideOnStream } from "../commands/decide-on-stream.ts";

/** Where a violation stands after a person has acted. */
export interface Standing {
  id: string;
  status: ViolationStatus;
  owner?: string;
}

const missing = (id: string): Problem => new Problem(404, `There is no violation ${JSON.stringify(id)}.`);

/**
 * Takes a person's command to a violation's stream; decides anew when the monitor appended meanwhile. What its state
 * does not allow is a 409.
 */
export const actOnViolation = async (pool: Pool, id: string, command: PersonsCommand): Promise<Standing> => {
  try {
    const state = await decideOnStream<ViolationState, ViolationEvent>(pool, `violation-${id}`, {
      initialState,
      evolve,
      decide: (state) => {
        if (state.status === "none") throw missing(id);
        return decide(state, command);
      },
      originOf: ([opening]) => opening!,
    });
    if (state.status === "none") throw missing(id);
    return { id, status: state.status, owner: state.owner };
  } catch (error) {
    if (error instanceof ViolationConflict) throw new Problem(409, error.message);
    throw error;
  }
};
