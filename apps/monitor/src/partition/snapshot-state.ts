import { deserialize, serialize } from "node:v8";

/** What a snapshot holds: the judge's state, and the revision of each integration that it knows. */
export interface SnapshotState {
  revisions: Record<string, string>;
  judge: unknown;
}

export const encodeState = (state: SnapshotState): Buffer => serialize(state);

/** The state of a snapshot; undefined when its bytes are none. */
export const decodeState = (bytes: Buffer): SnapshotState | undefined => {
  try {
    return deserialize(bytes) as SnapshotState;
  } catch {
    return undefined;
  }
};
