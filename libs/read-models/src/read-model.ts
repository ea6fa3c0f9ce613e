import type { ClientBase } from "pg";
import type { StoredEvent } from "#event-store";

/** Folds committed events into one table, which can be thrown away and built anew from the events that are kept. */
export interface ReadModel {
  /** The checkpoint's name. */
  name: string;
  /** Raised when the table's meaning changes: then it is rebuilt. */
  version: number;
  /** Takes events in position order, within the transaction that moves the checkpoint; the same events twice change nothing. */
  handle(client: ClientBase, events: readonly StoredEvent[]): Promise<void>;
  /** Empties the table before a rebuild, but for what outlives its events. */
  reset(client: ClientBase): Promise<void>;
  /** What a rebuild leaves as it stood, since its events are gone, in one sentence; undefined where nothing is. */
  kept?(client: Pick<ClientBase, "query">): Promise<string | undefined>;
}
