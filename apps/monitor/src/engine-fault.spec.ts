import type { CompiledSpecification } from "#checks";
import { EngineFault } from "./records/engine-fault.ts";
import { contentOf, RevisionLibrary } from "./revisions/revision-library.ts";
import { FakeStore } from "./testing/fake-store.ts";
import { activation, expectedIds, hold, logOf } from "./testing/session-harness.ts";
import { order, shopSpecification } from "./testing/shop.ts";

const shop = shopSpecification();
const orders = Array.from({ length: 200 }, (_, n) => order(n));
const log = logOf(activation(shop), ...orders);
const isPoisoned = (id: string, poisoned: readonly number[]): boolean =>
  poisoned.some((n) => id === `order-${n}`);

/** Until `mend`, the checks judge these orders half and then fail, so that their state is spoilt. */
const poison = (poisoned: readonly number[]): { mend: () => void; attempts: string[] } => {
  const attempts: string[] = [];
  const get = RevisionLibrary.prototype.get;
  const spy = jest.spyOn(RevisionLibrary.prototype, "get").mockImplementation(function (
    this: RevisionLibrary,
    revision,
  ) {
    const compiled = get.call(this, revision);
    if (!compiled) return undefined;
    const observe: CompiledSpecification["observe"] = (state, observation, ...rest) => {
      compiled.observe(state, observation, ...rest);
      if (!isPoisoned(observation.id, poisoned)) return;
      attempts.push(observation.id);
      throw new Error("cannot read members of undefined");
    };
    return { ...compiled, observe };
  });
  return { mend: () => spy.mockRestore(), attempts };
};

const storeWithShop = (): FakeStore => {
  const store = new FakeStore();
  store.contents.set(shop.revision, contentOf(shop));
  return store;
};

/** Judges the log as a consumer does: a partition that was given up is assigned anew. Returns how often it was. */
const judge = async (held: ReturnType<typeof hold>, records: typeof log, size = 40): Promise<number> => {
  for (let assignments = 1; ; assignments += 1) {
    const lost = new AbortController();
    const owned = { ...held.owned, signal: lost.signal, surrender: () => lost.abort() };
    try {
      const start = await held.handler.assigned(owned);
      for (let from = start; from < records.length; from += size)
        await held.handler.batch(owned, records.slice(from, from + size));
      await held.handler.revoked(owned);
      return assignments;
    } catch (error) {
      await held.handler.revoked(owned);
      if (!(error instanceof EngineFault)) throw error;
    }
  }
};

const idsIn = (store: FakeStore): string[] => store.events.map(({ eventId }) => eventId);

afterEach(() => jest.restoreAllMocks());

test.each([1, 40, 500])(
  "a record on which a check fails is a dead letter, and the others are judged as if it were not there: batches of %i",
  async (size) => {
    const { attempts } = poison([30, 31, 120]);
    const store = storeWithShop();
    const held = hold(store);
    expect(await judge(held, log, size)).toBe(4);
    const without = log.filter((_, offset) => ![31, 32, 121].includes(offset));
    jest.restoreAllMocks();
    expect(idsIn(store)).toEqual(expectedIds(without, [shop]));
    expect(store.deadLetters.map(({ offset, reason }) => [offset, reason])).toEqual([
      [31, "ENGINE_BUG"],
      [32, "ENGINE_BUG"],
      [121, "ENGINE_BUG"],
    ]);
    expect(attempts).toEqual(["order-30", "order-31", "order-120"]);
    expect(held.logged.filter((line) => line.startsWith("error"))).toHaveLength(3);
    expect(await held.registry.getSingleMetricAsString("clausewatch_engine_faults_total")).toContain(" 3");
  },
);

test("after a restart, with or without a snapshot, it is passed over; replayed after a fix it is judged, once", async () => {
  const { mend, attempts } = poison([30]);
  const store = storeWithShop();
  await judge(hold(store), log.slice(0, 100));
  mend();
  store.snapshots.length = 0;
  const replayed = [
    ...log,
    ...logOf(orders[30]!, orders[30]!).map((one, n) => ({ ...one, offset: 201 + n })),
  ];
  await judge(hold(store), replayed);
  expect(attempts).toHaveLength(1);
  const [, ...expected] = expectedIds(log, [shop]);
  expect(idsIn(store).slice(1).toSorted()).toEqual(expected.toSorted());
  expect(store.deadLetters).toHaveLength(1);
});

test("a check that fails on every record stops the partition instead of building its state anew for ever", async () => {
  const { attempts } = poison(orders.map((_, n) => n));
  const store = storeWithShop();
  const held = hold(store);
  await expect(judge(held, log)).rejects.toThrow("51 ENGINE_BUG");
  expect(attempts.length).toBeLessThan(60);
  expect([...held.handler.stopped.keys()]).toEqual([0]);
});
