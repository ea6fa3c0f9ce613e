import { allowanceOf } from "#measurement";
import { AVAILABILITY } from "./counts.ts";
import { listRestatements } from "./list-restatements.ts";
import { measuredUntil } from "./measured-until.ts";
import { cellOf, storeOf, UPTIME } from "./measured-minutes.fixture.ts";
import { readStandings } from "./read-standings.ts";
import { integration, serviceLevelsUnderTest, steady, timeOf } from "./service-levels-under-test.fixture.ts";

const MINUTE = 60_000;

const under = serviceLevelsUnderTest();
const { project } = under;

describe("a standing", () => {
  const asked = { environment: "production", path: UPTIME, allowance: allowanceOf(0.99) };
  const standing = async (until: string) =>
    (await readStandings(under.source(), integration, [asked], timeOf(until)))[0]!;

  it("tells budget and burn by what was measured until then", async () => {
    const store = storeOf();
    await project(
      ...steady(store, "2024-02-29T22:00", 60, 100),
      ...steady(store, "2024-02-29T23:00", 60, 80, 20),
    );
    expect(await measuredUntil(under.source(), integration)).toBe(timeOf("2024-03-01T00:00"));
    const found = await standing("2024-03-01T00:00");
    expect(found).toMatchObject({
      month: { good: 10_800, bad: 1200, apart: 0, firstMinute: timeOf("2024-02-29T22:00") / MINUTE },
      share: 0.9,
      budget: { allowed: 120, spent: 1200, exhausted: true },
    });
    expect(
      Object.fromEntries(found.windows.map(({ minutes, rate }) => [minutes, rate && Math.round(rate)])),
    ).toEqual({
      5: 20,
      30: 20,
      60: 20,
      120: 10,
      360: 10,
      1440: 10,
      4320: 10,
    });
    expect(found.burns.map(({ burning }) => burning)).toEqual([true, false, false, false]);
    expect(found).not.toHaveProperty("stated");
  });

  it("of another month begins anew, while windows reach over the month's end", async () => {
    const store = storeOf();
    await project(...steady(store, "2024-02-29T23:30", 40, 80, 20));
    const found = await standing("2024-03-01T00:10");
    expect(found.month).toMatchObject({
      good: 800,
      bad: 200,
      firstMinute: timeOf("2024-03-01T00:00") / MINUTE,
    });
    expect(found.windows.find(({ minutes }) => minutes === 30)).toMatchObject({ good: 2400, bad: 600 });
  });

  it("without exchanges tells nothing", async () => {
    await project(storeOf().minute("2024-01-15T10:30", cellOf(0, 0, { apart: 9 })));
    const found = await standing("2024-01-15T10:31");
    expect(found).toMatchObject({
      share: undefined,
      budget: undefined,
      month: { good: 0, bad: 0, apart: 9 },
    });
    expect(found.windows.every(({ rate }) => rate === undefined)).toBe(true);
    expect(await standing("2023-06-15T10:31")).toMatchObject({ share: undefined, budget: undefined });
  });

  it("keeps what was stated beside what holds", async () => {
    const store = storeOf();
    await project(
      ...steady(store, "2024-01-15T10:00", 2, 5, 5),
      ...steady(store, "2024-01-15T10:02", 2, 10),
      store.declare("m", "2024-01-15T10:00", "2024-01-15T10:02"),
    );
    expect(await standing("2024-01-15T10:04")).toMatchObject({
      share: 1,
      stated: { good: 30, bad: 10, apart: 0, share: 0.75 },
      month: { good: 20, bad: 0, apart: 20, firstMinute: timeOf("2024-01-15T10:02") / MINUTE },
    });
    const { items } = await listRestatements(under.source(), { integration }, { limit: 10 });
    expect(items.map(({ objective, cause, eventId }) => [objective, cause, eventId])).toEqual(
      expect.arrayContaining([
        [UPTIME, "maintenance-declared", "maintenance-m-1"],
        [AVAILABILITY, "maintenance-declared", "maintenance-m-1"],
      ]),
    );
  });
});
