import type { StoredEvent } from "#event-store";
import { cellOf, storeOf } from "./measured-minutes.fixture.ts";
import { serviceLevelsUnderTest } from "./service-levels-under-test.fixture.ts";

const { handle, reset, everything } = serviceLevelsUnderTest();

describe("the same events", () => {
  const history = (): StoredEvent[] => {
    const store = storeOf();
    return [
      store.minute("2024-01-31T23:59", cellOf(10, 1), cellOf(3, 0, { client: "app" })),
      store.declare("m1", "2024-01-31T23:00", "2024-02-01T00:01"),
      store.minute("2024-02-01T00:00", cellOf(10, 1)),
      store.other("ViolationOpened"),
      store.minute("2024-01-31T23:59", cellOf(-2, 2)),
      store.declare("m2", "2024-01-31T00:00", "2024-02-02T00:00", { environment: undefined }),
      store.withdraw("m1"),
      store.minute("2024-02-01T00:01", cellOf(10, 1)),
      store.withdraw("m2"),
      store.minute("2024-02-01T00:00", cellOf(1, 1), cellOf(1, 0, { environment: "sandbox" })),
    ];
  };

  it("come to the same in any batches", async () => {
    await handle(...history());
    const whole = await everything();
    await reset();
    for (const event of history()) await handle(event);
    expect(await everything()).toEqual(whole);
  });

  it("change nothing when they come again, all or some", async () => {
    await handle(...history());
    const once = await everything();
    await handle(...history());
    await handle(...history().slice(0, 5));
    expect(await everything()).toEqual(once);
  });
});
