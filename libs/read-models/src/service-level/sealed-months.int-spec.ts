import { allowanceOf } from "#measurement";
import { measuredUntil } from "./measured-until.ts";
import { cellOf, storeOf, UPTIME } from "./measured-minutes.fixture.ts";
import { readStandings } from "./read-standings.ts";
import { keptMonths, sealedUntil } from "./sealed-months.ts";
import { integration, serviceLevelsUnderTest, timeOf } from "./service-levels-under-test.fixture.ts";

const { project, handle, query, reset, everything, counted, restatements, source } = serviceLevelsUnderTest();

const kept = () => keptMonths({ query: async (text: string) => ({ rows: await query(text) }) } as never);

/** February is told, restated by maintenance and by a late part, and then its events go; March is kept. */
const sealFebruary = async () => {
  const store = storeOf();
  const march = store.minute("2024-03-01T00:00", cellOf(4, 0, { client: "app" }));
  const declared = store.declare("m1", "2024-02-10T09:00", "2024-02-10T10:00");
  await project(march, declared);
  await reset();
  const february = [
    store.minute("2024-02-10T09:59", cellOf(1, 5)),
    store.minute("2024-02-10T10:00", cellOf(90, 10)),
    store.minute("2024-02-29T23:58", cellOf(1)),
    store.minute("2024-02-29T23:58", cellOf(1)),
  ];
  await handle(march, ...february, declared);
  const told = { day: await counted("day"), month: await counted("month"), restated: await restatements() };
  const dropped = store.other("EventsDropped");
  await handle(dropped);
  return { store, told, later: [march, declared, dropped] };
};

it("keeps days and months whose events retention dropped, with what restated them, and drops what is finer", async () => {
  const { told } = await sealFebruary();
  expect(told.month["2024-02-01T00:00"]).toEqual({ good: 92, bad: 10, apart: 6 });
  expect(await counted("month")).toEqual(told.month);
  expect(await counted("day")).toEqual(told.day);
  expect(await restatements()).toEqual(told.restated);
  expect(told.restated).toHaveLength(2);
  expect(Object.keys(await counted("minute"))).toEqual(["2024-03-01T00:00"]);
  expect(Object.keys(await counted("hour"))).toEqual(["2024-03-01T00:00"]);
  expect((await everything()).parts).toHaveLength(1);
  const month = await sealedUntil(source(), integration, new Date("2024-02-01T00:00:00Z"));
  expect(month).toEqual(new Date("2024-02-29T23:59:00Z"));
  expect(await sealedUntil(source(), integration, new Date("2024-03-01T00:00:00Z"))).toBeUndefined();
});

it("a rebuild leaves them as they stood, and says so", async () => {
  const { later } = await sealFebruary();
  const before = await everything();
  for (let times = 0; times < 2; times += 1) {
    await reset();
    await handle(...later);
    expect(await everything()).toEqual(before);
  }
  expect(await kept()).toBe(
    `Kept as they stood, since retention has dropped their events: ${integration} 2024-02.`,
  );
});

it("what comes for such a month still counts, once", async () => {
  const { store, later } = await sealFebruary();
  const late = store.minute("2024-02-20T10:00", cellOf(8));
  await project(late);
  const month = { good: 100, bad: 10, apart: 6 };
  expect((await counted("month"))["2024-02-01T00:00"]).toEqual(month);
  await reset();
  await handle(...later, late);
  expect((await counted("month"))["2024-02-01T00:00"]).toEqual(month);
});

it("maintenance that is declared over such a month later changes nothing of it", async () => {
  const { store, told } = await sealFebruary();
  await handle(store.declare("m2", "2024-02-01T00:00", "2024-02-20T00:00"));
  expect(await counted("month")).toEqual(told.month);
  expect(await restatements()).toHaveLength(2);
});

it("such a month is over, whatever was measured last, and its budget is told", async () => {
  const store = storeOf();
  await handle(store.minute("2024-02-10T10:00", cellOf(90, 10)), store.other("EventsDropped"));
  const untilMs = timeOf("2024-03-01T00:00");
  expect(await measuredUntil(source(), integration)).toBe(untilMs);
  const asked = [{ environment: "production", path: UPTIME, allowance: allowanceOf(0.99) }];
  const [standing] = await readStandings(source(), integration, asked, untilMs);
  expect(standing).toMatchObject({ share: 0.9, budget: { allowed: 1, spent: 10, exhausted: true } });
  expect(await kept()).toContain("2024-02");
});

it("nothing is kept where nothing was dropped", async () => {
  await project(storeOf().minute("2024-02-10T10:00", cellOf(1)));
  expect(await kept()).toBeUndefined();
});
