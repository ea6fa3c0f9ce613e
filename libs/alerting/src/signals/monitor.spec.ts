import { judgeMonitor, type SeenProgress } from "./monitor.ts";

const T = Date.UTC(2024, 0, 15, 10);
const MINUTE_MS = 60_000;
const shard = (behindMinutes: number | undefined, nextOffset = 5) => ({
  name: "m 0",
  nextOffset,
  watermarkMs: behindMinutes === undefined ? undefined : T - behindMinutes * MINUTE_MS,
});

it.each([
  ["is on time", 14, 10, false, [0, 0]],
  ["has judged nothing yet", undefined, 10, false, [0, 0]],
  ["lags while it moves", 16, 0, false, [1, 0]],
  ["has stopped when it does not", 16, 5, false, [0, 1]],
  ["reads a log of the past", 25 * 60, 10, false, [0, 0]],
  ["has stopped for more than a day", 25 * 60, 10, true, [0, 1]],
])("a shard that %s", (_name, behind, unmovedMinutes, standing, [lagging, stopped]) => {
  const seen: SeenProgress = { "m 0": { nextOffset: 5, movedAtMs: T - unmovedMinutes * MINUTE_MS } };
  const state = judgeMonitor([shard(behind)], seen, standing, T);
  expect([state.lagging.length, state.stopped.length]).toEqual([lagging, stopped]);
});

it("is not said to have stopped before it was watched", () => {
  const seen: SeenProgress = {};
  expect(judgeMonitor([shard(60)], seen, false, T).stopped).toEqual([]);
  expect(judgeMonitor([shard(60)], seen, false, T + 5 * MINUTE_MS).stopped).toHaveLength(1);
  expect(judgeMonitor([shard(60, 6)], seen, false, T + 5 * MINUTE_MS).lagging).toHaveLength(1);
});
