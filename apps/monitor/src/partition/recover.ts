import type { Claim } from "#event-store";
import { patiently } from "../store/patience.ts";
import type { SessionDependencies } from "./dependencies.ts";
import { decodeState, type SnapshotState } from "./snapshot-state.ts";

/** Where judging begins again: a state, and the offset whose record comes next. */
export interface Recovered {
  state: SnapshotState | undefined;
  offset: number;
}

/**
 * The newest snapshot at or below the checkpoint, its specifications loaded; without one, the start of the log. Rejects
 * when the store has lost a specification.
 */
export const recover = async (
  { store, library, log }: SessionDependencies,
  claim: Claim,
  signal: AbortSignal,
): Promise<Recovered> => {
  const load = () => store.loadSnapshot(claim, claim.nextOffset);
  const snapshot = await patiently(load, `Reading the snapshot of partition ${claim.partition}`, signal, log);
  const state = snapshot && decodeState(snapshot.bytes);
  if (!snapshot || !state) return { state: undefined, offset: 0 };
  for (const [integration, revision] of Object.entries(state.revisions)) {
    const found = await patiently(() => library.load(revision), `Reading revision ${revision}`, signal, log);
    if (!found)
      throw new Error(
        `The store has lost revision ${revision} of "${integration}", under which partition ${claim.partition} ` +
          "is judged: restore the table content from a backup.",
      );
  }
  return { state, offset: snapshot.offset };
};
