import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { appendToStream, readStream, VersionConflict } from "#event-store";
import { Problem } from "#platform";
import type { ViolationStatus } from "#read-models";
import { decide, evolve, initialState, ViolationConflict, type ViolationEvent } from "#violation";

/** Who acts while no account exists: whoever has this machine's loopback. */
const LOCAL_OPERATOR = "somebody on this machine";
const ATTEMPTS = 5;
const RETRY_SECONDS = 1;

/** Where a violation stands after a person has acted. */
export interface Standing {
  id: string;
  status: ViolationStatus;
}

const decideOnce = async (
  pool: Pool,
  id: string,
  type: "Acknowledge" | "Resolve",
  note?: string,
): Promise<Standing> => {
  const stream = `violation-${id}`;
  const stored = await readStream(pool, stream);
  const state = stored.map(({ data }) => data as ViolationEvent).reduce(evolve, initialState);
  const opening = stored[0];
  if (state.status === "none" || !opening)
    throw new Problem(404, `There is no violation ${JSON.stringify(id)}.`);
  const events = decide(state, { type, by: LOCAL_OPERATOR, note });
  if (events.length === 0) return { id, status: state.status };
  const occurredAtMs = Date.now();
  await appendToStream(
    pool,
    stream,
    events.map((event) => ({
      eventId: randomUUID(),
      type: event.type,
      source: opening.source,
      revision: opening.revision,
      occurredAtMs,
      data: event,
    })),
    stored.length,
  );
  const after = events.reduce(evolve, state);
  return { id, status: after.status === "none" ? state.status : after.status };
};

/**
 * Takes a person's command to a violation's stream; decides anew when the monitor appended meanwhile. What its state
 * does not allow is a 409.
 */
export const actOnViolation = async (
  pool: Pool,
  id: string,
  type: "Acknowledge" | "Resolve",
  note?: string,
): Promise<Standing> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await decideOnce(pool, id, type, note);
    } catch (error) {
      if (error instanceof ViolationConflict) throw new Problem(409, error.message);
      if (!(error instanceof VersionConflict)) throw error;
      if (attempt === ATTEMPTS)
        throw new Problem(503, "The violation changes too fast at the moment. Try again.", {}, RETRY_SECONDS);
    }
  }
};
