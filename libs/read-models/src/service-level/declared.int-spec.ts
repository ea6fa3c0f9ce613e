import { cellOf, storeOf, UPTIME } from "./measured-minutes.fixture.ts";
import { serviceLevelsUnderTest } from "./service-levels-under-test.fixture.ts";

const { handle, rows, counted, month, restatements } = serviceLevelsUnderTest();

describe("maintenance", () => {
  const traffic = (store: ReturnType<typeof storeOf>) => [
    store.minute("2024-01-31T23:58", cellOf(10, 1)),
    store.minute("2024-01-31T23:59", cellOf(10, 2), cellOf(5, 0, { environment: "sandbox" })),
    store.minute("2024-02-01T00:00", cellOf(10, 4)),
    store.minute("2024-02-01T00:01", cellOf(10, 8)),
  ];

  it("declared before is no restatement", async () => {
    const store = storeOf();
    await handle(store.declare("m", "2024-01-31T23:59", "2024-02-01T00:01"), ...traffic(store));
    expect(await counted("month")).toEqual({
      "2024-01-01T00:00": { good: 10, bad: 1, apart: 12 },
      "2024-02-01T00:00": { good: 10, bad: 8, apart: 14 },
    });
    expect(await month()).toMatchObject({ stated: null, requests: 23 });
    expect(await restatements()).toEqual([]);
  });

  it("declared afterwards restates both months it is in, and only its environment", async () => {
    const store = storeOf();
    await handle(...traffic(store), store.declare("m", "2024-01-31T23:59", "2024-02-01T00:01"));
    expect(await counted("minute")).toMatchObject({ "2024-01-31T23:59": { good: 10, bad: 2 } });
    expect(await month()).toMatchObject({
      objectives: { [UPTIME]: { good: 10, bad: 1, apart: 12 } },
      stated: { [UPTIME]: { good: 20, bad: 3 } },
    });
    expect(await restatements()).toEqual([
      {
        cause: "maintenance-declared",
        objective: UPTIME,
        position: 5,
        before: { good: 20, bad: 3, apart: 0 },
        after: { good: 10, bad: 1, apart: 12 },
      },
      {
        cause: "maintenance-declared",
        objective: UPTIME,
        position: 5,
        before: { good: 20, bad: 12, apart: 0 },
        after: { good: 10, bad: 8, apart: 14 },
      },
    ]);
    const sandbox = await rows("k.environment = 'sandbox' AND k.split = 'all' AND s.level = 'month'");
    expect(sandbox).toMatchObject([{ objectives: { [UPTIME]: { good: 5 } }, stated: null }]);
  });

  it("of all environments takes each of them", async () => {
    const store = storeOf();
    const all = store.declare("m", "2024-01-31T23:59", "2024-02-01T00:00", { environment: undefined });
    await handle(...traffic(store), all);
    const sandbox = await rows("k.environment = 'sandbox' AND k.split = 'all' AND s.level = 'month'");
    expect(sandbox).toMatchObject([{ objectives: { [UPTIME]: { apart: 5 } } }]);
  });

  it("that overlaps another changes only what is new, and withdrawn only what the other leaves", async () => {
    const store = storeOf();
    await handle(
      ...traffic(store),
      store.declare("m1", "2024-01-31T23:58", "2024-02-01T00:00"),
      store.declare("m2", "2024-01-31T23:59", "2024-02-01T00:01"),
    );
    const both = { "2024-01-01T00:00": { apart: 23 }, "2024-02-01T00:00": { good: 10, bad: 8, apart: 14 } };
    expect(await counted("month")).toEqual(both);
    await handle(store.withdraw("m1"));
    expect(await counted("month")).toEqual({
      ...both,
      "2024-01-01T00:00": { good: 10, bad: 1, apart: 12 },
    });
    await handle(store.withdraw("m2"), store.withdraw("m2"));
    expect(await counted("month")).toEqual({
      "2024-01-01T00:00": { good: 20, bad: 3 },
      "2024-02-01T00:00": { good: 20, bad: 12 },
    });
    expect(await month()).toMatchObject({ stated: { [UPTIME]: { good: 20, bad: 3 } } });
  });

  it("takes late exchanges in it too", async () => {
    const store = storeOf();
    await handle(
      ...traffic(store),
      store.declare("m", "2024-01-31T23:59", "2024-02-01T00:01"),
      store.minute("2024-01-31T23:59", cellOf(1, 1)),
      store.withdraw("m"),
    );
    expect((await restatements()).map(({ cause }) => cause)).toEqual([
      "maintenance-declared",
      "maintenance-declared",
      "late",
      "maintenance-withdrawn",
      "maintenance-withdrawn",
    ]);
    expect(await month()).toMatchObject({
      objectives: { [UPTIME]: { good: 21, bad: 4 } },
      stated: { [UPTIME]: { good: 20, bad: 3 } },
    });
  });

  it("within a documented window changes nothing", async () => {
    const store = storeOf();
    await handle(
      store.minute("2024-01-15T10:30", cellOf(0, 0, { apart: 7 })),
      store.declare("m", "2024-01-15T10:00", "2024-01-15T11:00"),
    );
    expect(await month()).toMatchObject({
      objectives: { [UPTIME]: { apart: 7 }, availability: { apart: 7 } },
      stated: null,
    });
    expect(await restatements()).toEqual([]);
  });

  it("without any traffic, or of another integration, changes nothing", async () => {
    const store = storeOf();
    await handle(
      ...traffic(store),
      store.declare("m1", "2024-01-15T10:00", "2024-01-15T11:00"),
      store.declare("m2", "2024-01-01T00:00", "2024-02-01T00:00", { integration: "other" }),
    );
    expect(await month()).toMatchObject({ stated: null });
  });
});
