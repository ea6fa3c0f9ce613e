import { StreamUnavailable } from "#stream";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";
import { failAgain, SCRIPT } from "../testing/dead-letters.ts";

const LETTERS = "/api/v1/dead-letters";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
});

afterAll(() => served?.stop());

beforeEach(async () => {
  await served.pool.query("UPDATE dead_letter SET replays = 0, replay_begun_at = NULL, replayed_at = NULL");
  served.stream.records.length = 0;
  served.stream.failure = undefined;
});

const ids = async (query: string) =>
  (await served.get(`${LETTERS}?${query}`)).body.items.map(({ id }) => Number(id));

it("lists them page by page, newest first", async () => {
  const first = (await served.get(`${LETTERS}?limit=3`)).body;
  expect(first.items.map(({ id }) => id)).toEqual([4, 3, 2]);
  const second = (await served.get(`${LETTERS}?limit=3&cursor=${first.nextCursor}`)).body;
  expect(second).toEqual({ items: [expect.objectContaining({ id: 1 })] });
  expect(second.items[0]).not.toHaveProperty("text");
});

it.each([
  ["reason=NOT_JSON", [1]],
  ["integration=shop-parcels", [2, 1]],
  ["integration=shop-parcels&reason=NOT_JSON", [1]],
  ["from=2024-03-02T11:03:00%2B01:00", [4, 3]],
  ["to=2024-03-02T10:03:00Z", [2, 1]],
  ["pending=true", [4, 3, 2, 1]],
  ["pending=false", []],
  ["reason=%00", []],
])("narrows the list by %s", async (query, expected) => {
  expect(await ids(query)).toEqual(expected);
});

it.each(["limit=0", "cursor=x", "pending=1", "from=yesterday", "offset=1", "reason=a&reason=b"])(
  "refuses ?%s",
  async (query) => {
    const { headers, body } = await served.get(`${LETTERS}?${query}`);
    expect(headers["content-type"]).toBe("application/problem+json; charset=utf-8");
    expect(body).toMatchObject({ status: 400, errors: [{ parameter: query.split("=")[0] }] });
  },
);

it("counts them by reason", async () => {
  expect((await served.get(`${LETTERS}/counts`)).body).toEqual({
    total: 4,
    items: [
      { reason: "INVALID_EVENT", count: 1, replayable: 1 },
      { reason: "NOT_JSON", count: 1, replayable: 1 },
      { reason: "NOT_UTF8", count: 1, replayable: 0 },
      { reason: "UNKNOWN_INTEGRATION", count: 1, replayable: 1 },
    ],
  });
  expect((await served.get(`${LETTERS}/counts?integration=letters`)).body).toMatchObject({ total: 1 });
  expect((await served.get(`${LETTERS}/counts?limit=3`)).status).toBe(400);
});

it("shows one with its pointer, its place and the record as it is kept", async () => {
  expect((await served.get(`${LETTERS}/2`)).body).toEqual({
    id: 2,
    reason: "INVALID_EVENT",
    message: "data.method is missing; it must be a string",
    pointer: "/data/method",
    integration: "shop-parcels",
    topic: "clausewatch.observations",
    partition: 0,
    offset: 1,
    kept: "redacted",
    recordedAt: "2024-03-02T10:02:00.000Z",
    replays: 0,
    text: '{"authorization": "Bearer hmac:0123456789ab"}',
    headers: {},
  });
  expect((await served.get(`${LETTERS}/4`)).body).toMatchObject({
    text: "\ufffd\u0000",
    problem: "only a part of the record was kept",
  });
});

it.each(["5", "0", "-1", "x", "99999999999999999999", "%00"])("has a 404 for %s", async (id) => {
  expect((await served.get(`${LETTERS}/${id}`)).body).toMatchObject({ status: 404 });
  expect(await served.post(`${LETTERS}/${id}/replay`)).toMatchObject({ status: 404 });
});

it("replays one as the record that it was, once", async () => {
  expect(await served.post(`${LETTERS}/1/replay`)).toMatchObject({
    status: 200,
    body: { replayed: 1, left: [] },
  });
  expect(served.stream.records).toEqual([
    {
      key: "shop-parcels",
      value: Buffer.from(SCRIPT),
      headers: { "content-type": "application/cloudevents+json", clausewatch_dead_letter: "1" },
    },
  ]);
  expect((await served.get(`${LETTERS}/1`)).body).toMatchObject({
    replays: 1,
    replayedAt: expect.stringMatching(/Z$/),
  });
  expect(await ids("pending=false")).toEqual([1]);
  expect(await served.post(`${LETTERS}/1/replay`)).toMatchObject({
    status: 409,
    body: { detail: "It has been replayed already, and has not failed again." },
  });
  await failAgain(served.pool, 1);
  expect((await served.get(`${LETTERS}/1`)).body).toMatchObject({ replays: 1, message: "failed again" });
  expect((await served.post(`${LETTERS}/1/replay`)).status).toBe(200);
});

it("refuses to replay what was not kept whole", async () => {
  expect(await served.post(`${LETTERS}/4/replay`)).toMatchObject({
    status: 409,
    body: { detail: "It cannot be replayed: only a part of the record was kept." },
  });
});

it.each([
  [{ reason: "UNKNOWN_INTEGRATION" }, ["3"], []],
  [{ integration: "shop-parcels" }, ["1", "2"], []],
  [{ to: "2024-03-02T10:02:00Z" }, ["1"], []],
  [{ reason: "NOT_UTF8" }, [], [expect.objectContaining({ reason: "NOT_UTF8", count: 1 })]],
  [{}, ["1", "2", "3"], [expect.objectContaining({ problem: "only a part of the record was kept" })]],
])("replays those of %j, oldest first, and tells what is left", async (filter, expected, left) => {
  expect(await served.post(`${LETTERS}/replay`, filter)).toMatchObject({
    status: 200,
    body: { replayed: expected.length, left },
  });
  expect(served.stream.records.map(({ headers }) => headers["clausewatch_dead_letter"])).toEqual(expected);
  expect((await served.post(`${LETTERS}/replay`, filter)).body).toMatchObject({ replayed: 0 });
});

it.each([{ pending: true }, { reason: 3 }, { from: "yesterday" }, []])(
  "refuses a replay of %j",
  async (body) => {
    expect(await served.post(`${LETTERS}/replay`, body)).toMatchObject({ status: 400 });
    expect(served.stream.records).toEqual([]);
  },
);

it.each([
  [new StreamUnavailable("t", new Error("no broker")), 503],
  [new Error("secret"), 500],
])("a stream that answers %s loses nothing", async (failure, status) => {
  served.stream.failure = failure;
  const answer = await served.post(`${LETTERS}/replay`);
  expect(answer).toMatchObject({ status });
  expect(JSON.stringify(answer.body)).not.toContain("secret");
  served.stream.failure = undefined;
  expect((await served.post(`${LETTERS}/replay`)).body).toMatchObject({ replayed: 3 });
});
