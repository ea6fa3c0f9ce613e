import { binOf, percentile } from "#measurement";
import { cellOf, storeOf, UPTIME } from "./measured-minutes.fixture.ts";
import { bucketsOf, readSeries } from "./read-series.ts";
import { readTraffic } from "./read-traffic.ts";
import {
  integration,
  production,
  serviceLevelsUnderTest,
  timeOf,
} from "./service-levels-under-test.fixture.ts";

const MINUTE = 60_000;

const under = serviceLevelsUnderTest();
const { project } = under;

describe("traffic", () => {
  it("is told for any period, apart by what is asked", async () => {
    const store = storeOf();
    await project(
      store.minute("2024-01-31T23:58", cellOf(100)),
      store.minute(
        "2024-01-31T23:59",
        cellOf(1),
        cellOf(2, 1, { client: "app", durations: { [binOf(400)]: 3 } }),
      ),
      store.minute("2024-02-15T12:00", cellOf(4, 0, { endpoint: "GET /parcels" })),
      store.minute("2024-03-01T00:00", cellOf(8), cellOf(16, 0, { environment: undefined })),
      store.minute("2024-03-01T00:01", cellOf(100)),
    );
    const period = { fromMs: timeOf("2024-01-31T23:59"), toMs: timeOf("2024-03-01T00:01") };
    const told = async (...by: ("environment" | "endpoint" | "client")[]) =>
      (await readTraffic(under.source(), { integration }, period, by)).map(({ requests, ...group }) =>
        [...by.map((name) => group[name] ?? "?"), requests].join(" "),
      );
    expect(await told()).toEqual(["32"]);
    expect(await told("environment")).toEqual(["? 16", "production 16"]);
    expect(await told("endpoint")).toEqual(["POST /parcels 28", "GET /parcels 4"]);
    expect(await told("client")).toEqual(["shop 29", "app 3"]);
    expect(await told("endpoint", "client")).toEqual([
      "POST /parcels shop 25",
      "GET /parcels shop 4",
      "POST /parcels app 3",
    ]);
    const narrowed = await readTraffic(under.source(), { ...production, client: "app" }, period, [
      "endpoint",
    ]);
    expect(narrowed).toMatchObject([
      {
        endpoint: "POST /parcels",
        requests: 3,
        outcomes: { 200: 2, 503: 1 },
        objectives: { [UPTIME]: { good: 2, bad: 1 } },
      },
    ]);
    const [all] = await readTraffic(under.source(), production, period);
    expect(percentile(all!.durations, 0.5)).toBeCloseTo(50, 0);
    expect(percentile(all!.durations, 0.99)! / 400).toBeCloseTo(1, 1);
  });

  it("of an empty period is nothing, not a zero", async () => {
    await project(storeOf().minute("2024-01-31T23:58", cellOf(100)));
    const period = { fromMs: timeOf("2024-02-01T00:00"), toMs: timeOf("2024-03-01T00:00") };
    expect(await readTraffic(under.source(), { integration }, period)).toEqual([]);
    expect(
      await readTraffic(
        under.source(),
        { integration: "other" },
        { fromMs: 0, toMs: timeOf("2024-03-01T00:00") },
      ),
    ).toEqual([]);
  });
});

describe("a series", () => {
  it("has its gaps", async () => {
    const store = storeOf();
    await project(
      store.minute("2024-01-15T10:04", cellOf(1)),
      store.minute("2024-01-15T10:05", cellOf(2)),
      store.minute("2024-01-15T10:09", cellOf(4, 1)),
      store.minute("2024-01-15T10:15", cellOf(8)),
    );
    const buckets = bucketsOf(
      { fromMs: timeOf("2024-01-15T10:02"), toMs: timeOf("2024-01-15T10:16") },
      "5m",
      10,
    )!;
    const series = await readSeries(under.source(), production, buckets, "5m");
    expect(
      series.map(({ fromMs, sum }) => [new Date(fromMs).toISOString().slice(11, 16), sum?.requests]),
    ).toEqual([
      ["10:00", 1],
      ["10:05", 7],
      ["10:10", undefined],
      ["10:15", 8],
    ]);
  });

  it.each([
    ["1d", "2024-02-28T10:00", "2024-03-01T00:01", ["02-28", "02-29", "03-01"]],
    ["1mo", "2023-12-31T23:59", "2024-02-01T00:00", ["12-01", "01-01"]],
    ["6h", "2024-03-31T01:00", "2024-03-31T12:00", ["03-31", "03-31"]],
  ] as const)("of %s has buckets by the calendar", (resolution, from, to, starts) => {
    const buckets = bucketsOf({ fromMs: timeOf(from), toMs: timeOf(to) }, resolution, 10)!;
    expect(buckets.map(({ fromMs }) => new Date(fromMs).toISOString().slice(5, 10))).toEqual(starts);
  });

  it("is refused where it is too long", () => {
    expect(bucketsOf({ fromMs: 0, toMs: 11 * MINUTE }, "1m", 10)).toBeUndefined();
  });
});
