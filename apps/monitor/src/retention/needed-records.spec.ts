import type { Shard } from "#event-store";
import { expiriesOf } from "./needed-records.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 0, 31);
const OLD = NOW - 7 * DAY_MS;

const snapshot = (offset: number, engineVersion = "2") => ({ offset, engineVersion });
const shard = (change: Partial<Shard> = {}): Shard => ({
  pipeline: "monitor",
  topic: "t",
  partition: 0,
  topicId: "t-1",
  nextOffset: 100,
  watermarkMs: NOW,
  snapshots: [snapshot(80), snapshot(90)],
  ...change,
});
const expiry = (...shards: Shard[]) => expiriesOf(shards, 7, NOW, "2");

it.each([
  ["the older of its snapshots", {}, 80, OLD],
  ["its only snapshot", { snapshots: [snapshot(90)] }, 90, OLD],
  ["the start where it has none", { snapshots: [] }, 0, OLD],
  ["the start where its state is of another form", { snapshots: [snapshot(90, "1")] }, 0, OLD],
  ["an older form's snapshot too", { snapshots: [snapshot(70, "1"), snapshot(90)] }, 70, OLD],
  [
    "a day and more behind its clock",
    { watermarkMs: NOW - 10 * DAY_MS },
    80,
    NOW - 10 * DAY_MS - 25 * HOUR_MS,
  ],
  ["a clock that has not begun", { watermarkMs: undefined }, 80, OLD],
])("keeps a pipeline's records from %s on", (_, change, neededFrom, neededSinceMs) => {
  expect(expiry(shard(change))).toEqual([
    { topicId: "t-1", partition: 0, oldMs: OLD, neededFrom, neededSinceMs, neededBy: "monitor" },
  ]);
});

it("keeps what any pipeline of the partition needs, and says whose it is", () => {
  const behind = shard({ pipeline: "behind", snapshots: [snapshot(10)], nextOffset: 20 });
  const past = shard({ pipeline: "past", watermarkMs: 0 });
  expect(expiry(shard(), behind, past)).toMatchObject([
    { neededFrom: 10, neededSinceMs: -25 * HOUR_MS, neededBy: "past" },
  ]);
  expect(expiry(behind, shard())).toMatchObject([{ neededFrom: 10, neededBy: "behind" }]);
});

it("looks at each partition, and each topic of a name, by itself", () => {
  expect(
    expiry(shard(), shard({ partition: 1 }), shard({ topicId: "t-2" })).map(({ topicId, partition }) => [
      topicId,
      partition,
    ]),
  ).toEqual([
    ["t-1", 0],
    ["t-1", 1],
    ["t-2", 0],
  ]);
});
