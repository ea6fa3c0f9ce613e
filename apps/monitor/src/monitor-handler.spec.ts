import { contentOf } from "./revisions/revision-library.ts";
import { FakeStore } from "./testing/fake-store.ts";
import { activation, expectedIds, hold, logOf, NOW_MS } from "./testing/session-harness.ts";
import { order, shopSpecification } from "./testing/shop.ts";

const shop = shopSpecification();
const orders = (count: number): string[] => Array.from({ length: count }, (_, n) => order(n));
const log = logOf(activation(shop), ...orders(299));
const expected = expectedIds(log, [shop]);

const storeWith = (...specifications: (typeof shop)[]): FakeStore => {
  const store = new FakeStore();
  for (const specification of specifications)
    store.contents.set(specification.revision, contentOf(specification));
  return store;
};
const idsIn = (store: FakeStore): string[] => store.events.map(({ eventId }) => eventId);

test("the expectation itself holds violations", () => {
  expect(expected.length).toBeGreaterThan(50);
  expect(new Set(expected).size).toBe(expected.length);
});

describe("a partition", () => {
  test.each([1, 7, 100, 300])("gives the same events whatever the batches: %i records each", async (size) => {
    const store = storeWith(shop);
    const held = hold(store);
    await held.judge(log, size);
    expect(idsIn(store)).toEqual(expected);
    expect(store.nextOffset).toBe(300);
    expect(held.acknowledged.at(-1)).toBe(300);
    expect(store.released).toBe(1);
  });

  test("goes on after a restart from its snapshot, or from the start of the log without one", async () => {
    const store = storeWith(shop);
    await hold(store).judge(log.slice(0, 120), 50);
    expect(store.snapshots.map(({ offset }) => offset)).toEqual([120]);
    store.snapshots.length = 0;
    const replaying = hold(store);
    expect(await replaying.handler.assigned(replaying.owned)).toBe(0);
    await hold(store).judge(log.slice(0, 200), 50);
    const resuming = hold(store);
    await resuming.judge(log, 50);
    expect(idsIn(store)).toEqual(expected);
    expect(resuming.logged.join()).toContain("judged from offset 200");
  });

  test("a process that ends at any named place leaves a log that another judges to the same events", async () => {
    for (const point of ["claimed", "judged", "committing", "committed"] as const) {
      const store = storeWith(shop);
      let passes = 3;
      const dying = hold(store, {
        failpoint: (reached) =>
          reached === point && --passes === 0 ? new Promise(() => undefined) : undefined,
      });
      const start = await dying.handler.assigned(dying.owned);
      for (let from = start; from < 300 && passes > 0; from += 40)
        await Promise.race([
          dying.handler.batch(dying.owned, log.slice(from, from + 40)),
          new Promise((resolve) => setTimeout(resolve, 200)),
        ]);
      await hold(store).judge(log, 40);
      expect([point, idsIn(store)]).toEqual([point, expected]);
    }
  });
});

describe("a commit", () => {
  test.each([["lost"], ["refused"]] as const)(
    "whose answer is %s is settled by claiming again, and lands once",
    async (fault) => {
      const store = storeWith(shop);
      store.faults.push(fault);
      const held = hold(store);
      await held.judge(log, 100);
      expect(idsIn(store)).toEqual(expected);
      expect(store.commits.map(({ to }) => to)).toEqual([100, 200, 300]);
      expect(held.logged.join()).toContain("outcome of a commit");
      expect(held.surrendered).toEqual([]);
    },
  );

  test("that is fenced drops the state and gives the partition up, and nothing of it is stored", async () => {
    const store = storeWith(shop);
    const zombie = hold(store);
    await zombie.handler.assigned(zombie.owned);
    await hold(store).judge(log.slice(0, 100));
    await zombie.handler.batch(zombie.owned, log.slice(0, 50));
    await expect(zombie.handler.batch(zombie.owned, log.slice(50, 100))).rejects.toThrow("fenced");
    expect(zombie.surrendered[0]).toContain("fenced");
    await zombie.handler.revoked(zombie.owned);
    expect(store.nextOffset).toBe(100);
    expect(store.snapshots.every(({ offset }) => offset === 100)).toBe(true);
  });

  test("waits while PostgreSQL is down, and the partition with it", async () => {
    const store = storeWith(shop);
    const held = hold(store);
    await held.handler.assigned(held.owned);
    await held.handler.batch(held.owned, log.slice(0, 100));
    await held.handler.idle(held.owned);
    store.down = true;
    await held.handler.batch(held.owned, log.slice(100, 200));
    const second = held.handler.batch(held.owned, log.slice(200, 300));
    expect(await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 300, "waits"))])).toBe(
      "waits",
    );
    store.down = false;
    await second;
    await held.handler.revoked(held.owned);
    expect(idsIn(store)).toEqual(expected);
    expect(held.surrendered).toEqual([]);
  });

  test("that can never be known is abandoned when the partition is lost", async () => {
    const store = storeWith(shop);
    const held = hold(store);
    await held.handler.assigned(held.owned);
    await held.handler.batch(held.owned, log.slice(0, 100));
    await held.handler.idle(held.owned);
    store.down = true;
    await held.handler.batch(held.owned, log.slice(100, 200));
    held.lost.abort();
    await held.handler.revoked(held.owned);
    expect(store.nextOffset).toBe(100);
    expect(store.snapshots).toEqual([]);
  });
});

describe("a record", () => {
  test("that cannot be read is a dead letter with its place, its reason and no credential", async () => {
    const store = storeWith(shop);
    const secret = '{"authorization": "Bearer very-secret-token", ';
    await hold(store).judge(
      logOf(activation(shop), secret, Buffer.from([0xff, 0x00]), null, order(1), '{"a":1}'),
    );
    expect(store.deadLetters.map(({ offset, reason }) => [offset, reason])).toEqual([
      [1, "NOT_JSON"],
      [2, "NOT_UTF8"],
      [3, "NOT_CLOUDEVENT"],
      [5, "NOT_CLOUDEVENT"],
    ]);
    expect(store.deadLetters[0]).toMatchObject({ topic: "observations", topicId: "t-1", partition: 0 });
    expect(store.deadLetters[0]!.bytes.toString()).not.toContain("very-secret-token");
    expect(store.nextOffset).toBe(6);
  });

  test("of an unknown revision is a dead letter, and those after it are judged", async () => {
    const other = shopSpecification("\nAnother revision.\n");
    const store = storeWith(shop);
    await hold(store).judge(logOf(activation(shop), activation(other), ...orders(10)));
    expect(store.deadLetters.map(({ reason }) => reason)).toEqual(["UNKNOWN_REVISION"]);
    expect(store.events.at(-1)?.revision).toBe(shop.revision);
  });

  test("is judged by the revision that stands before it in the log", async () => {
    const other = shopSpecification("\nAnother revision.\n");
    const store = storeWith(shop, other);
    await hold(store).judge(logOf(activation(shop), order(0), activation(other), order(3)), 2);
    const said = store.events.map(({ type, revision }) => `${type} ${revision}`);
    expect([...new Set(said)]).toEqual([
      `RevisionActivated ${shop.revision}`,
      `ViolationOpened ${shop.revision}`,
      `RevisionActivated ${other.revision}`,
      `ViolationOpened ${other.revision}`,
    ]);
  });

  test("more than 5 % of them unreadable stop the partition before anything of that batch is committed", async () => {
    const store = storeWith(shop);
    const spoiled = orders(1200).map((text, n) => (n % 15 === 0 ? "{" : text));
    const broken = logOf(activation(shop), ...spoiled);
    const held = hold(store);
    await expect(held.judge(broken, 2000)).rejects.toThrow("more than 5 %");
    await held.handler.revoked(held.owned);
    await expect(held.handler.assigned(held.owned)).rejects.toThrow("more than 5 %");
    expect([store.nextOffset, store.snapshots.length]).toEqual([0, 0]);
    expect(held.logged.join()).toMatch(/error Partition 0 stops: .*80 NOT_JSON.*DEAD_LETTER_PERCENT=100/);
    const stopped = () => held.registry.getSingleMetricAsString("clausewatch_partitions_stopped");
    expect(await stopped()).toContain("clausewatch_partitions_stopped 1");

    held.handler.resume();
    expect(await stopped()).toContain("clausewatch_partitions_stopped 0");
    const mended = logOf(activation(shop), ...orders(1200));
    await held.judge(mended, 2000);
    expect(store.nextOffset).toBe(1201);
  });

  test("too many of them are dead letters all the same where that is asked for", async () => {
    const store = storeWith(shop);
    const spoiled = orders(1200).map((text, n) => (n % 2 === 0 ? "{" : text));
    await hold(store, { deadLetterPercent: 100 }).judge(logOf(activation(shop), ...spoiled), 2000);
    expect([store.nextOffset, store.deadLetters.length]).toEqual([1201, 600]);
  });
});

describe("a quiet partition", () => {
  test("gets watermarks, further and further apart, while an integration is active", async () => {
    let nowMs = NOW_MS;
    const store = storeWith(shop);
    const held = hold(store, { nowMs: () => nowMs });
    await held.handler.assigned(held.owned);
    await held.handler.idle(held.owned);
    await held.handler.batch(held.owned, logOf(activation(shop), order(1)));
    const writtenAfter: number[] = [];
    for (let second = 1; second <= 3600; second++) {
      nowMs = NOW_MS + second * 1000;
      await held.handler.idle(held.owned);
      if (held.appended.length > writtenAfter.length) writtenAfter.push(second);
    }
    expect(writtenAfter).toEqual([10, 30, 70, 150, 310, 630, 1230, 1830, 2430, 3030]);
    expect(held.appended[0]).toMatchObject({ key: "shop-orders", headers: { ce_type: "watermark.v1" } });
    const until = new Date(NOW_MS + 10_000 - 30_000).toISOString();
    expect(JSON.parse(String(held.appended[0]!.value))).toEqual({ until });
  });
});
