import type { Pool } from "pg";
import {
  decideSilence,
  evolveSilence,
  initialSilence,
  InvalidSilence,
  SilenceConflict,
  type Silence,
  type SilenceCommand,
  type SilenceEvent,
  type SilenceState,
} from "#alerting";
import { Problem } from "#platform";
import type { SilenceStatus } from "#read-models";
import { decideOnStream } from "../commands/decide-on-stream.ts";
import type { SilenceView } from "./silence-schemas.ts";

const SOURCE = "clausewatch";

/** A silence as the API shows it at a moment. */
export const presentSilence = (
  { id, matchers, from, to, by, comment }: Silence,
  nowMs: number,
): SilenceView => {
  const status: SilenceStatus =
    Date.parse(to) <= nowMs ? "expired" : Date.parse(from) > nowMs ? "pending" : "active";
  return { id, matchers, from, to, by, comment, status };
};

/** Takes a person's command to a silence's stream; what cannot be is a 400 that names the parameter. */
export const actOnSilence = async (pool: Pool, id: string, command: SilenceCommand): Promise<SilenceView> => {
  try {
    const state = await decideOnStream<SilenceState, SilenceEvent>(pool, `silence-${id}`, {
      initialState: initialSilence,
      evolve: evolveSilence,
      decide: (before) => decideSilence(before, command),
      originOf: () => ({ source: SOURCE }),
    });
    if (state.status === "none") throw new Error(`The silence ${id} came to nothing.`);
    return presentSilence(state.silence, command.nowMs);
  } catch (error) {
    if (error instanceof SilenceConflict)
      throw new Problem(404, `There is no silence ${JSON.stringify(id)}.`);
    if (error instanceof InvalidSilence)
      throw new Problem(400, error.message, {
        errors: [{ parameter: error.parameter, message: error.message }],
      });
    throw error;
  }
};
