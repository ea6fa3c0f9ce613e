import { InvalidCursor } from "../page.ts";
import { listEvidence } from "./list-evidence.ts";
import { listRestatements } from "./list-restatements.ts";
import { cellOf, storeOf, UPTIME } from "./measured-minutes.fixture.ts";
import { readTraffic } from "./read-traffic.ts";
import {
  integration,
  production,
  serviceLevelsUnderTest,
  steady,
  timeOf,
} from "./service-levels-under-test.fixture.ts";

const under = serviceLevelsUnderTest();
const { project } = under;

it("pages restatements, latest first", async () => {
  const store = storeOf();
  const minutes = ["2024-01-31T23:59", "2024-02-01T00:00"];
  await project(...minutes.map((minute) => store.minute(minute, cellOf(10))));
  for (const minute of [...minutes, ...minutes]) await project(store.minute(minute, cellOf(1)));
  await project(store.declare("m", "2024-01-31T00:00", "2024-02-02T00:00"));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listRestatements(under.source(), { integration }, { limit: 3, cursor });
    seen.push(
      ...page.items.map(
        ({ position, month, objective }) => `${position} ${month.getUTCMonth()} ${objective}`,
      ),
    );
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(seen).toHaveLength(12);
  expect(new Set(seen).size).toBe(12);
  expect(seen.map((one) => Number(one.split(" ")[0]))).toEqual([7, 7, 7, 7, 6, 6, 5, 5, 4, 4, 3, 3]);
  const filter = {
    integration,
    objective: UPTIME,
    month: new Date("2024-02-01T00:00:00Z"),
    environment: "production",
  };
  expect((await listRestatements(under.source(), filter, { limit: 10 })).items).toHaveLength(3);
  const forged = Buffer.from("1 x").toString("base64url");
  await expect(listRestatements(under.source(), filter, { limit: 1, cursor: forged })).rejects.toThrow(
    InvalidCursor,
  );
});

describe("evidence", () => {
  const period = { fromMs: timeOf("2024-01-15T10:00"), toMs: timeOf("2024-01-15T11:00") };

  it("lists the events behind a figure, page by page", async () => {
    const store = storeOf();
    await project(
      store.minute("2024-01-15T09:59", cellOf(1)),
      store.minute("2024-01-15T10:00", cellOf(5), cellOf(1, 3, { client: "app" })),
      store.minute("2024-01-15T10:01", cellOf(5)),
      store.minute("2024-01-15T10:00", cellOf(1, 1, { client: "app" })),
      store.minute("2024-01-15T11:00", cellOf(1)),
    );
    const filter = { ...production, objective: UPTIME };
    const first = await listEvidence(under.source(), filter, period, { limit: 2 });
    expect(first.items).toMatchObject([
      { position: 2, part: 1, restates: false, requests: 9, good: 6, bad: 3, badEventIds: ["bad-3"] },
      { position: 4, part: 2, restates: true, requests: 2, good: 1, bad: 1, badEventIds: ["bad-1"] },
    ]);
    const rest = await listEvidence(under.source(), filter, period, { limit: 2, cursor: first.nextCursor });
    expect(rest.items).toMatchObject([
      { position: 3, eventId: "measurement-shop-parcels-2024-01-3", bad: 0 },
    ]);
    expect(rest.nextCursor).toBeUndefined();
    const bad = await listEvidence(under.source(), { ...filter, client: "app", bad: true }, period, {
      limit: 9,
    });
    expect(bad.items.map(({ requests }) => requests)).toEqual([4, 2]);
    const forged = Buffer.from("1 x").toString("base64url");
    await expect(listEvidence(under.source(), filter, period, { limit: 1, cursor: forged })).rejects.toThrow(
      InvalidCursor,
    );
  });

  it("adds up to the figure", async () => {
    const store = storeOf();
    await project(
      ...steady(store, "2024-01-15T10:00", 30, 7, 1),
      ...steady(store, "2024-01-15T10:10", 5, -1, 2),
    );
    const [figure] = await readTraffic(under.source(), production, period);
    const { items } = await listEvidence(under.source(), { ...production, objective: UPTIME }, period, {
      limit: 100,
    });
    const sum = (member: "good" | "bad") => items.reduce((total, item) => total + item[member], 0);
    expect(figure!.objectives[UPTIME]).toEqual({ good: sum("good"), bad: sum("bad"), apart: 0 });
  });
});
