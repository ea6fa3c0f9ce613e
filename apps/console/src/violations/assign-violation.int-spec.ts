import { createAccount, createKey } from "#access";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
});

afterAll(() => served?.stop());

it("is assigned: to who asks, to another who may act, and found by that", async () => {
  await createAccount(served.pool, { name: "ada", role: "operator" }, "test");
  await createAccount(served.pool, { name: "vera", role: "viewer" }, "test");
  const { secret } = await createKey(
    served.pool,
    { name: "bob", role: "operator", integrations: null, expiresAt: null },
    "test",
  );
  const headers = { authorization: `Bearer ${secret}` };
  const assign = (id: string, body: object) => served.post(`/api/v1/violations/${id}/assign`, body, headers);
  expect((await served.get("/api/v1/violations/owners", headers)).body).toEqual({
    me: "bob",
    others: ["ada"],
  });
  expect((await assign("v3", {})).body).toEqual({ id: "v3", status: "open", owner: "bob" });
  expect((await assign("v3", { to: "ada", note: "yours" })).body).toMatchObject({ owner: "ada" });
  expect(await assign("v3", { to: "vera" })).toMatchObject({ status: 400 });
  const bulk = { action: "assign", ids: ["v2", "nobody", "v2"], to: "ada" };
  expect((await served.post("/api/v1/violations/actions", bulk, headers)).body).toEqual({
    done: [{ id: "v2", status: "open", owner: "ada" }],
    refused: [{ id: "nobody", detail: 'There is no violation "nobody".' }],
  });
  await served.project();
  const ids = async (query: string) =>
    (await served.get(`/api/v1/violations?${query}`, headers)).body.items.map(({ id }) => id);
  expect(await ids("owner=ada")).toEqual(["v3", "v2"]);
  expect(await ids("unowned=true")).toEqual(["v4", "v1", "v0"]);
  expect((await served.get("/api/v1/violations/v3", headers)).body).toMatchObject({
    owner: "ada",
    history: [{}, { type: "ViolationAssigned", to: "bob" }, { to: "ada", by: "bob", note: "yours" }],
  });
});
