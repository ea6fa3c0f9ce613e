import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { sha256Hex } from "#platform";
import { simulate, toNdjson } from "#simulator";
import { loadSpecification } from "#spec";
import { contentOf } from "./revisions/revision-library.ts";
import { FakeStore } from "./testing/fake-store.ts";
import { activation, hold, logOf } from "./testing/session-harness.ts";

const NAME = "orders-integration-spec.md";
const text = readFileSync(join(__dirname, "../../../examples/orders", NAME), "utf8");
const specification = loadSpecification([{ name: NAME, text }], sha256Hex);
const EVENTS = 4000;
const traffic = Array.from(
  simulate({
    specification,
    seed: 11,
    count: EVENTS,
    ratePerSecond: 5,
    startMs: Date.UTC(2024, 0, 14, 23, 50),
    faults: "all",
  }),
  ({ event }) => toNdjson(event),
);
const activated = activation(specification);
const log = logOf(activated, ...traffic);

const emptyStore = (): FakeStore => {
  const store = new FakeStore();
  store.contents.set(specification.revision, contentOf(specification));
  return store;
};

/** All that is stored, byte for byte. */
const storedBy = (store: FakeStore): string[] => store.events.map((event) => JSON.stringify(event));

/** The first place where two runs part, so that a failure is short. */
const parting = (stored: readonly string[]) => {
  const at = stored.findIndex((event, index) => event !== expected[index]);
  if (at < 0 && stored.length === expected.length) return undefined;
  return { at, stored: stored[at], expected: expected[at], counts: [stored.length, expected.length] };
};

const atOnce = async (records: typeof log): Promise<string[]> => {
  const store = emptyStore();
  await hold(store).judge(records, records.length);
  return storedBy(store);
};

let expected: string[];
beforeAll(async () => {
  expected = await atOnce(log);
});

test("the log breaks many rules", () => {
  const rules = new Set(expected.flatMap((event) => /"rule":"([^"]+)"/.exec(event)?.[1] ?? []));
  expect(rules.size).toBeGreaterThan(40);
});

test("its webhook attempts are told, each once", () => {
  const attempts = traffic.filter((line) => line.includes('"webhook.attempt.v1"'));
  const told = expected.filter((event) => event.includes('"type":"WebhookAttempted"'));
  expect(told.length).toBeGreaterThan(100);
  expect(told).toHaveLength(new Set(attempts.map((line) => /"id":"([^"]+)"/.exec(line)![1])).size);
});

test.each([1, 7, 1000])("batches of %i give the same events, byte for byte", async (size) => {
  const store = emptyStore();
  await hold(store).judge(log, size);
  expect(parting(storedBy(store))).toBeUndefined();
});

test("restarts at any events give the same events, with the newest snapshot or an older one", async () => {
  const stop = fc.record({
    at: fc.integer({ min: 1, max: log.length }),
    size: fc.constantFrom(1, 7, 100, 1000),
    isSnapshotLost: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(stop, { minLength: 1, maxLength: 4 }), async (stops) => {
      const store = emptyStore();
      for (const { at, size, isSnapshotLost } of stops.toSorted((one, other) => one.at - other.at)) {
        await hold(store).judge(log.slice(0, at), size);
        if (isSnapshotLost) store.snapshots.pop();
      }
      await hold(store).judge(log, 1000);
      expect(parting(storedBy(store))).toBeUndefined();
    }),
    { numRuns: 6, seed: 4 },
  );
}, 120_000);

test("events that come twice change nothing", async () => {
  const repeat = fc.record({ from: fc.nat(EVENTS), distance: fc.integer({ min: 1, max: 500 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(repeat, { minLength: 1, maxLength: 300 }), async (repeats) => {
      const later = new Map<number, string[]>();
      for (const { from, distance } of repeats) {
        const line = traffic[from];
        if (line === undefined) continue;
        const at = Math.min(from + distance, EVENTS);
        later.set(at, [...(later.get(at) ?? []), line]);
      }
      const repeated = traffic.flatMap((line, at) => [line, ...(later.get(at) ?? [])]);
      expect(parting(await atOnce(logOf(activated, ...repeated)))).toBeUndefined();
    }),
    { numRuns: 4, seed: 4 },
  );
}, 120_000);
