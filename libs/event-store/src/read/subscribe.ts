import type { Pool } from "pg";
import type { StoredEvent } from "../event.ts";
import { follow } from "./follow.ts";
import { readEvents } from "./read-events.ts";

const BATCH = 500;

/**
 * Gives every event behind a position to the handler, in order and in batches, until the signal aborts; then resolves.
 * A batch whose handler rejects comes again, as after a lost connection; `onError` hears of both.
 */
export const subscribe = async (
  pool: Pool,
  afterPosition: number,
  handle: (events: readonly StoredEvent[]) => Promise<void>,
  signal: AbortSignal,
  onError: (error: unknown) => void = () => undefined,
): Promise<void> => {
  let position = afterPosition;
  const advance = async () => {
    const events = await readEvents(pool, position, BATCH);
    if (events.length === 0 || signal.aborted) return false;
    await handle(events);
    position = events.at(-1)!.position;
    return true;
  };
  await follow(pool, signal, advance, onError);
};
