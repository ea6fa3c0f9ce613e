import { contentOf } from "../revisions/revision-library.ts";
import { FakeStore } from "../testing/fake-store.ts";
import { activation, expectedIds, hold, logOf } from "../testing/session-harness.ts";
import { order, shopSpecification } from "../testing/shop.ts";

const shop = shopSpecification();
const changed = shopSpecification("\nChanged.\n");
const orders = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => order(from + n));
const log = logOf(activation(shop), ...orders(0, 30), activation(changed), ...orders(30, 98));
let store: FakeStore;

beforeEach(async () => {
  store = new FakeStore();
  for (const specification of [shop, changed])
    store.contents.set(specification.revision, contentOf(specification));
  await hold(store).judge(log.slice(0, 50));
});

const judgeFrom = async (offset: number): Promise<void> => {
  const { handler, owned } = hold(store);
  await handler.assigned(owned);
  await handler.batch(owned, log.slice(offset));
  await handler.revoked(owned);
};

it("judges nothing behind records that were deleted before they were judged, and says which", async () => {
  store.outdate();
  const before = [...store.events];
  await expect(judgeFrom(51)).rejects.toThrow("should continue at offset 50, but the log gives 51");
  expect(store.nextOffset).toBe(50);
  expect(store.events).toEqual(before);
});

it.each([1, 20, 31, 32, 50])(
  "after an upgrade goes on under the revision in force where only judged records were deleted: from offset %i",
  async (offset) => {
    store.outdate();
    await judgeFrom(offset);
    expect(store.nextOffset).toBe(100);
    expect(store.deadLetters).toEqual([]);
    expect(store.events.map(({ eventId }) => eventId)).toEqual(expectedIds(log, [shop, changed]));
    const later = Date.parse("2026-01-05T12:00:40Z");
    const late = store.events.filter(
      ({ stream, occurredAtMs }) => stream.startsWith("violation-") && occurredAtMs > later,
    );
    expect(new Set(late.map(({ revision }) => revision))).toEqual(new Set([changed.revision]));
  },
);

it("takes a log that was never judged from where it begins", async () => {
  store = new FakeStore();
  store.contents.set(shop.revision, contentOf(shop));
  await judgeFrom(20);
  expect(store.nextOffset).toBe(100);
});
