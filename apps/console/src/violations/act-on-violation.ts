import type { Pool } from "pg";
import { Problem } from "#platform";
import type { ViolationStatus } from "#read-models";
import {
  decide,
  evolve,
  initialState,
  ViolationConflict,
  type ViolationEvent,
  type ViolationState,
} from "#violation";
import { decideOnStream } from "../commands/decide-on-stream.ts";

/** Where a violation stands after a person has acted. */
export interface Standing {
  id: string;
  status: ViolationStatus;
}

const missing = (id: string): Problem => new Problem(404, `There is no violation ${JSON.stringify(id)}.`);

/**
 * Takes a person's command to a violation's stream; decides anew when the monitor appended meanwhile. What its state
 * does not allow is a 409.
 */
export const actOnViolation = async (
  pool: Pool,
  id: string,
  command: { type: "Acknowledge" | "Resolve"; by: string; note?: string },
): Promise<Standing> => {
  try {
    const { status } = await decideOnStream<ViolationState, ViolationEvent>(pool, `violation-${id}`, {
      initialState,
      evolve,
      decide: (state) => {
        if (state.status === "none") throw missing(id);
        return decide(state, command);
      },
      originOf: ([opening]) => opening!,
    });
    if (status === "none") throw missing(id);
    return { id, status };
  } catch (error) {
    if (error instanceof ViolationConflict) throw new Problem(409, error.message);
    throw error;
  }
};
