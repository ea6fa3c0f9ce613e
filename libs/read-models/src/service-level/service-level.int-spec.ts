import { cellOf, storeOf, UPTIME } from "./measured-minutes.fixture.ts";
import { serviceLevelsUnderTest } from "./service-levels-under-test.fixture.ts";

const { handle, rows, counted, month, restatements } = serviceLevelsUnderTest();

it("adds minutes up by hour, day and month, at their ends too", async () => {
  const store = storeOf();
  await handle(
    store.minute("2024-02-28T23:59", cellOf(1)),
    store.minute("2024-02-29T00:00", cellOf(2)),
    store.minute("2024-02-29T23:59", cellOf(4)),
    store.minute("2024-03-01T00:00", cellOf(8)),
    store.minute("2024-03-31T01:30", cellOf(16)),
    store.minute("2024-03-31T02:30", cellOf(32)),
  );
  expect(await counted("month")).toEqual({
    "2024-02-01T00:00": { good: 7 },
    "2024-03-01T00:00": { good: 56 },
  });
  expect(await counted("day")).toEqual({
    "2024-02-28T00:00": { good: 1 },
    "2024-02-29T00:00": { good: 6 },
    "2024-03-01T00:00": { good: 8 },
    "2024-03-31T00:00": { good: 48 },
  });
  expect(await counted("hour")).toMatchObject({
    "2024-03-31T01:00": { good: 16 },
    "2024-03-31T02:00": { good: 32 },
  });
});

it("tells endpoints, clients and both apart", async () => {
  const store = storeOf();
  await handle(
    store.minute(
      "2024-02-28T23:59",
      cellOf(1),
      cellOf(2, 0, { client: "app" }),
      cellOf(4, 0, { endpoint: "GET /parcels" }),
      cellOf(8, 1, { client: undefined }),
      cellOf(16, 0, { environment: undefined }),
    ),
  );
  const found = (await rows("s.level = 'day'")).map((row) => ({ ...row })) as unknown as Record<
    string,
    string
  >[];
  expect(
    found.map(({ split, environment, endpoint, client: by, requests }) =>
      [split, environment, endpoint, by, requests].join("|"),
    ),
  ).toEqual([
    "all||||16",
    "all|production|||16",
    "cell||POST /parcels|shop|16",
    "cell|production|GET /parcels|shop|4",
    "cell|production|POST /parcels||9",
    "cell|production|POST /parcels|app|2",
    "cell|production|POST /parcels|shop|1",
    "client|||shop|16",
    "client|production|||9",
    "client|production||app|2",
    "client|production||shop|5",
    "endpoint||POST /parcels||16",
    "endpoint|production|GET /parcels||4",
    "endpoint|production|POST /parcels||12",
  ]);
});

it("counts availability without an objective: what the client aborted tells nothing", async () => {
  const outcomes = { 200: 5, 404: 2, 429: 1, 503: 3, timeout: 2, aborted: 7 };
  const store = storeOf();
  await handle(store.minute("2024-01-15T10:30", { endpoint: "GET /parcels", outcomes }));
  expect(await month()).toMatchObject({ requests: 20, objectives: { availability: { good: 8, bad: 5 } } });
});

it("restates with what came late, and keeps what was stated", async () => {
  const store = storeOf();
  await handle(
    store.minute("2024-01-15T10:30", cellOf(10)),
    store.minute("2024-01-15T10:31", cellOf(10)),
    store.minute("2024-01-15T10:30", cellOf(1, 2)),
    store.minute("2024-01-15T10:32", cellOf(10)),
    store.minute("2024-01-15T10:31", cellOf(-3), cellOf(3, 0, { client: "app" })),
  );
  expect(await month()).toMatchObject({
    objectives: { [UPTIME]: { good: 31, bad: 2 } },
    stated: { [UPTIME]: { good: 30 } },
  });
  expect(await restatements()).toEqual([
    {
      cause: "late",
      objective: UPTIME,
      position: 3,
      before: { good: 20, bad: 0, apart: 0 },
      after: { good: 21, bad: 2, apart: 0 },
    },
  ]);
  const late = await rows("k.client = 'app' AND k.split = 'cell' AND s.level = 'minute'");
  expect(late).toMatchObject([{ objectives: { [UPTIME]: { good: 3 } }, stated: {} }]);
  const untouched = await rows(
    "k.split = 'all' AND s.level = 'minute' AND s.starts_at = '2024-01-15T10:32Z'",
  );
  expect(untouched).toMatchObject([{ stated: null }]);
});

it("holds U+0000, lone surrogates and long names", async () => {
  const nasty = "a\u0000b\ud800c";
  const store = storeOf();
  const cell = cellOf(1, 1, { client: nasty, endpoint: `GET /${"x".repeat(3000)}`, badEventIds: [nasty] });
  await handle(store.minute("2024-01-15T10:30", cell));
  await handle(store.minute("2024-01-15T10:31", cell));
  expect(await rows("k.split = 'client' AND s.level = 'month'")).toMatchObject([
    { client: "a\uFFFDb\uFFFDc", requests: 4 },
  ]);
});
