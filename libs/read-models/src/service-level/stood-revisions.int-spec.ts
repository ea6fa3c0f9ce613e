import type { StoredEvent } from "#event-store";
import { cellOf, storeOf } from "./measured-minutes.fixture.ts";
import { integration, serviceLevelsUnderTest, timeOf } from "./service-levels-under-test.fixture.ts";
import { stoodRevisions } from "./stood-revisions.ts";

const { project, handle, reset, source } = serviceLevelsUnderTest();

type Store = ReturnType<typeof storeOf>;

const activated = (store: Store, revision: string, time: string): StoredEvent => ({
  ...store.other("RevisionActivated"),
  stream: `integration-${integration}`,
  occurredAtMs: timeOf(time),
  data: { type: "RevisionActivated", integration, revision },
});
const measured = (store: Store, revision: string, minute: string): StoredEvent => ({
  ...store.minute(minute, cellOf(1)),
  revision,
});

const JANUARY = { fromMs: timeOf("2024-01-01T00:00"), toMs: timeOf("2024-02-01T00:00") };

const stood = async (month = JANUARY): Promise<string[]> =>
  (await stoodRevisions(source(), integration, month)).map(
    ({ revision, fromMs, toMs }) =>
      `${revision} ${new Date(fromMs).toISOString().slice(5, 16)} ${new Date(toMs).toISOString().slice(5, 16)}`,
  );

it("is the one that was active all month, whatever is active now", async () => {
  const store = storeOf();
  await project(activated(store, "a", "2023-12-01T10:00"), activated(store, "b", "2024-02-02T10:00"));
  expect(await stood()).toEqual(["a 01-01T00:00 02-01T00:00"]);
  const february = { fromMs: JANUARY.toMs, toMs: timeOf("2024-03-01T00:00") };
  expect(await stood(february)).toEqual(["a 02-01T00:00 02-02T10:00", "b 02-02T10:00 03-01T00:00"]);
});

it("are several where it was changed, each until its latest minute; also one that came back", async () => {
  const store = storeOf();
  const events = [
    activated(store, "a", "2023-12-01T10:00"),
    measured(store, "a", "2024-01-10T10:00"),
    activated(store, "b", "2024-01-10T10:01"),
    measured(store, "b", "2024-01-10T10:02"),
    measured(store, "b", "2024-01-10T09:00"),
    activated(store, "a", "2024-01-20T10:00"),
    measured(store, "a", "2024-01-25T10:00"),
    activated(store, "c", "2024-01-30T10:00"),
  ];
  await project(...events);
  const expected = [
    "a 01-01T00:00 01-10T10:01",
    "b 01-10T10:01 01-10T10:03",
    "a 01-10T10:03 01-30T10:00",
    "c 01-30T10:00 02-01T00:00",
  ];
  expect(await stood()).toEqual(expected);
  await reset();
  for (const event of events) await handle(event);
  expect(await stood()).toEqual(expected);
});

it("is the one that measured it, for a log of the past that came under a newer one", async () => {
  const store = storeOf();
  await project(
    activated(store, "a", "2024-06-01T10:00"),
    activated(store, "b", "2024-06-02T10:00"),
    measured(store, "b", "2024-01-10T10:00"),
  );
  expect(await stood()).toEqual(["b 01-01T00:00 02-01T00:00"]);
});

it("is the first of all where nothing was measured before it", async () => {
  const store = storeOf();
  await project(activated(store, "a", "2024-06-01T10:00"), activated(store, "b", "2024-06-02T10:00"));
  expect(await stood()).toEqual(["a 01-01T00:00 02-01T00:00"]);
  expect(await stoodRevisions(source(), "nobody", JANUARY)).toEqual([]);
});
