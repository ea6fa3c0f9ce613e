import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { appendToStream, readStream, VersionConflict, type StoredEvent } from "#event-store";
import { Problem } from "#platform";

const ATTEMPTS = 5;
const RETRY_SECONDS = 1;

/** How a person's command is decided on a stream. */
export interface StreamDecision<State, Event extends { type: string }> {
  initialState: State;
  evolve(state: State, event: Event): State;
  /** The events that the command leads to; throws what the state does not allow. */
  decide(state: State): readonly Event[];
  /** Whom the events belong to, by those that are there. */
  originOf(stored: readonly StoredEvent[]): { source: string; revision?: string };
}

const decideOnce = async <State, Event extends { type: string }>(
  pool: Pool,
  stream: string,
  { initialState, evolve, decide, originOf }: StreamDecision<State, Event>,
): Promise<State> => {
  const stored = await readStream(pool, stream);
  const state = stored.map(({ data }) => data as Event).reduce(evolve, initialState);
  const events = decide(state);
  if (events.length === 0) return state;
  const { source, revision } = originOf(stored);
  const occurredAtMs = Date.now();
  await appendToStream(
    pool,
    stream,
    events.map((data) => ({
      eventId: randomUUID(),
      type: data.type,
      source,
      revision,
      occurredAtMs,
      data,
    })),
    stored.length,
  );
  return events.reduce(evolve, state);
};

/**
 * Takes a person's command to a stream, and decides anew when somebody else appended meanwhile; returns the state after
 * it.
 */
export const decideOnStream = async <State, Event extends { type: string }>(
  pool: Pool,
  stream: string,
  decision: StreamDecision<State, Event>,
): Promise<State> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await decideOnce(pool, stream, decision);
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      if (attempt === ATTEMPTS)
        throw new Problem(503, "It changes too fast at the moment. Try again.", {}, RETRY_SECONDS);
    }
  }
};
