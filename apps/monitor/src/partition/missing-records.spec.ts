import { contentOf } from "../revisions/revision-library.ts";
import { FakeStore } from "../testing/fake-store.ts";
import { activation, hold, logOf } from "../testing/session-harness.ts";
import { order, shopSpecification } from "../testing/shop.ts";

const shop = shopSpecification();
const log = logOf(activation(shop), ...Array.from({ length: 99 }, (_, n) => order(n)));
let store: FakeStore;

beforeEach(async () => {
  store = new FakeStore();
  store.contents.set(shop.revision, contentOf(shop));
  await hold(store).judge(log.slice(0, 50));
  store.snapshots.length = 0;
});

const judgeFrom = async (offset: number): Promise<void> => {
  const { handler, owned } = hold(store);
  await handler.assigned(owned);
  await handler.batch(owned, log.slice(offset));
  await handler.revoked(owned);
};

it("judges nothing behind records that were deleted before they were judged, and says which", async () => {
  const before = [...store.events];
  await expect(judgeFrom(51)).rejects.toThrow("should continue at offset 50, but the log gives 51");
  expect(store.nextOffset).toBe(50);
  expect(store.events).toEqual(before);
});

it.each([20, 50])("goes on where only judged records were deleted: from offset %i", async (offset) => {
  await judgeFrom(offset);
  expect(store.nextOffset).toBe(100);
});
