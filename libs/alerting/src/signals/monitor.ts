/** How far a pipeline has come in one partition. */
export interface ShardProgress {
  /** `clausewatch-monitor clausewatch.observations 3` */
  name: string;
  nextOffset: number;
  /** The partition's clock; absent before its first event. */
  watermarkMs: number | undefined;
}

/** When a shard was seen to move last, by its name; plain data. */
export type SeenProgress = Record<string, { nextOffset: number; movedAtMs: number }>;

/** How the monitor is doing. */
export interface MonitorState {
  /** Shards that go on and are behind. */
  lagging: ShardProgress[];
  /** Shards that are behind and have not moved for long. */
  stopped: ShardProgress[];
}

const MINUTE_MS = 60_000;
/** A quiet partition's clock is moved every ten minutes at least; what is further behind is late. */
const BEHIND_MS = 15 * MINUTE_MS;
/** A clock further behind belongs to a log of the past, whose time does not pass with ours. */
const LIVE_MS = 24 * 60 * MINUTE_MS;
const UNMOVED_MS = 5 * MINUTE_MS;

/**
 * Judges shards by their clocks, and notes which have moved in `seen`. A shard that was found behind stays so, however
 * long it lasts, until it has caught up; a log of the past is not late.
 */
export const judgeMonitor = (
  shards: readonly ShardProgress[],
  seen: SeenProgress,
  standing: boolean,
  nowMs: number,
): MonitorState => {
  const state: MonitorState = { lagging: [], stopped: [] };
  for (const shard of shards) {
    const { name, nextOffset, watermarkMs } = shard;
    if (seen[name]?.nextOffset !== nextOffset) seen[name] = { nextOffset, movedAtMs: nowMs };
    const behindMs = nowMs - (watermarkMs ?? nowMs);
    if (behindMs < BEHIND_MS || (behindMs > LIVE_MS && !standing)) continue;
    const list = nowMs - seen[name].movedAtMs >= UNMOVED_MS ? state.stopped : state.lagging;
    list.push(shard);
  }
  return state;
};
