/** How far a partition's reader is. */
export interface Progress {
  partition: number;
  /** Undefined while it is not being read: being taken over, or its handler is busy. */
  position: number | undefined;
  high: number;
}

const STALLED_AFTER_MS = 60_000;

/** What the watchdog remembers: since when each partition's position has stood still with records ahead of it. */
export class Watch {
  readonly since = new Map<number, { position: number; atMs: number }>();
}

/** The first partition that has had records ahead of it for a minute while its position stood still. */
export const isStalled = (watch: Watch, progress: readonly Progress[], nowMs: number): number | undefined => {
  for (const { partition, position, high } of progress) {
    const last = watch.since.get(partition);
    if (position === undefined || position >= high) watch.since.delete(partition);
    else if (last?.position !== position) watch.since.set(partition, { position, atMs: nowMs });
    else if (nowMs - last.atMs >= STALLED_AFTER_MS) return partition;
  }
  return undefined;
};
