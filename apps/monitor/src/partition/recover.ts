import type { Claim } from "#event-store";
import { patiently } from "../store/patience.ts";
import type { SessionDependencies } from "./dependencies.ts";
import { decodeState, type SnapshotState } from "./snapshot-state.ts";

/** Where judging begins again: a state, and the offset whose record comes next. */
export interface Recovered {
  state: SnapshotState | undefined;
  offset: number;
  /** Without a state: the revisions that were in force later, for a log that has lost its activations. */
  revisions: Readonly<Record<string, string>>;
  /** Offsets that no fold of the log judges: checks failed on their records. */
  skipped: ReadonlySet<number>;
}

/**
 * The newest snapshot at or below the checkpoint, its specifications loaded; without one of this form of state, the start
 * of the log. Rejects when the store has lost a specification.
 */
export const recover = async (
  { store, library, log }: SessionDependencies,
  claim: Claim,
  signal: AbortSignal,
): Promise<Recovered> => {
  const reading = `Reading the snapshot of partition ${claim.partition}`;
  const load = () => store.loadSnapshot(claim, claim.nextOffset);
  const snapshot = await patiently(load, reading, signal, log);
  const state = snapshot && decodeState(snapshot.bytes);
  const loadAny = () => store.loadAnySnapshot(claim, claim.nextOffset);
  const other = state ? undefined : await patiently(loadAny, reading, signal, log);
  const revisions = state?.revisions ?? (other && decodeState(other.bytes)?.revisions) ?? {};
  const read = () => store.skippedRecords(claim, claim.topicId);
  const what = `Reading what is skipped of partition ${claim.partition}`;
  const skipped = new Set(await patiently(read, what, signal, log));
  for (const [integration, revision] of Object.entries(revisions)) {
    const found = await patiently(() => library.load(revision), `Reading revision ${revision}`, signal, log);
    if (!found)
      throw new Error(
        `The store has lost revision ${revision} of "${integration}", under which partition ${claim.partition} ` +
          "is judged: restore the table content from a backup.",
      );
  }
  return { state, offset: state ? snapshot.offset : 0, revisions, skipped };
};
