import { createAccount } from "#access";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

const PASSWORD = "correct horse battery";

let served: ConsoleUnderTest;

beforeEach(async () => {
  served = await startConsole();
});

afterEach(() => served?.stop());

const signIn = (name: string, password = PASSWORD) =>
  served.send<{ requestToken: string }>(
    "POST",
    "/api/v1/session",
    { "content-type": "application/json" },
    JSON.stringify({ name, password }),
  );

/** Signs in, and gives what a browser would send from then on. */
const signedIn = async (name: string) => {
  const { headers, body } = await signIn(name);
  const cookie = String(headers["set-cookie"]).split(";")[0]!;
  return { cookie, "x-request-token": body.requestToken };
};

it("lets this machine do everything until somebody has an account", async () => {
  expect((await served.get("/api/v1/session")).body).toEqual({
    state: "open",
    name: "somebody on this machine",
    role: "admin",
  });
  const made = await served.post("/api/v1/people", { name: "ada", role: "admin", password: PASSWORD });
  expect(made.status).toBe(201);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect((await served.get("/api/v1/session")).body).toEqual({ state: "signed-out" });
  expect((await served.get("/api/v1/violations")).status).toBe(401);
});

it("signs in, acts under a name, and signs out", async () => {
  await createAccount(served.pool, { name: "ada", role: "operator", password: PASSWORD }, "test");
  const { headers } = await signIn("ADA");
  expect(headers["set-cookie"]).toMatch(
    /^__Host-clausewatch=[\w-]{43}; Path=\/; Max-Age=43200; Secure; HttpOnly; SameSite=Strict$/,
  );
  const ada = await signedIn("ada");
  const body = { note: "seen" };
  expect((await served.post("/api/v1/violations/v1/acknowledge", body, ada)).status).toBe(200);
  const { history } = (await served.get("/api/v1/violations/v1", ada)).body;
  expect(history.at(-1)).toMatchObject({ by: "ada", note: "seen" });
  expect((await served.send("DELETE", "/api/v1/session", ada)).status).toBe(204);
  expect((await served.get("/api/v1/violations", ada)).status).toBe(401);
});

it("refuses what another site may have sent", async () => {
  await createAccount(served.pool, { name: "ada", role: "operator", password: PASSWORD }, "test");
  const { cookie, ...token } = await signedIn("ada");
  const resolve = (headers: Record<string, string>) =>
    served.post("/api/v1/violations/v1/resolve", {}, headers);
  expect((await resolve({ cookie })).status).toBe(403);
  expect((await resolve({ cookie, "x-request-token": "x" })).status).toBe(403);
  expect((await resolve({ cookie, ...token, origin: "https://attacker.example" })).status).toBe(403);
  expect((await resolve({ cookie, ...token, origin: "http://localhost:4600" })).status).toBe(200);
});

it("says the same of a wrong name and a wrong password, and waits after five tries", async () => {
  await createAccount(served.pool, { name: "ada", role: "viewer", password: PASSWORD }, "test");
  const wrong = await signIn("ada", "wrong horse battery");
  expect(await signIn("nobody")).toMatchObject({ status: 401, body: wrong.body });
  for (let one = 0; one < 4; one += 1) await signIn("ada", "wrong horse battery");
  expect(await signIn("ada")).toMatchObject({ status: 429, headers: { "retry-after": expect.any(String) } });
});

it("ends the sessions of somebody who is let in no more, or has a new password", async () => {
  const { id } = await createAccount(
    served.pool,
    { name: "ada", role: "viewer", password: PASSWORD },
    "test",
  );
  await createAccount(served.pool, { name: "root", role: "admin", password: PASSWORD }, "test");
  const root = await signedIn("root");
  const change = (body: object) =>
    served.send(
      "PATCH",
      `/api/v1/people/${id}`,
      { ...root, "content-type": "application/json" },
      JSON.stringify(body),
    );
  const before = await signedIn("ada");
  expect((await change({ password: "another horse battery" })).status).toBe(200);
  expect((await served.get("/api/v1/violations", before)).status).toBe(401);
  expect((await signIn("ada", "another horse battery")).status).toBe(200);
  expect((await change({ disabled: true })).body).toMatchObject({ disabledAt: expect.any(String) });
  expect((await signIn("ada", "another horse battery")).status).toBe(401);
});

it("makes keys that end, shows them once, and records who did what without a secret", async () => {
  await createAccount(served.pool, { name: "root", role: "admin", password: PASSWORD }, "test");
  const root = await signedIn("root");
  const made = (await served.post("/api/v1/keys", { name: "ci", role: "viewer" }, root)).body as {
    id: string;
    secret: string;
  };
  const key = { authorization: `Bearer ${made.secret}` };
  expect((await served.get("/api/v1/violations", key)).status).toBe(200);
  expect(JSON.stringify((await served.get("/api/v1/keys", root)).body)).not.toContain(made.secret);
  expect((await served.send("DELETE", `/api/v1/keys/${made.id}`, root)).status).toBe(204);
  expect((await served.get("/api/v1/violations", key)).status).toBe(401);
  const { rows } = await served.pool.query(
    `SELECT type, data::text FROM event WHERE source = 'access' ORDER BY position`,
  );
  expect(rows.map(({ type }) => type)).toEqual(["AccountCreated", "KeyCreated", "KeyRevoked"]);
  expect(JSON.stringify(rows)).not.toContain(made.secret);
  expect(JSON.stringify(rows)).toContain("root");
  const past = { name: "late", role: "viewer", expiresAt: "2020-01-01T00:00:00Z" };
  const late = (await served.post("/api/v1/keys", past, root)).body as { secret: string };
  expect((await served.get("/api/v1/violations", { authorization: `Bearer ${late.secret}` })).status).toBe(
    401,
  );
});

it.each([
  [{ name: "ada", role: "king" }, "role"],
  [{ name: " ada", role: "viewer" }, "name"],
  [{ name: "ada", role: "viewer", password: "short" }, "password"],
])("refuses an account such as %j", async (body, parameter) => {
  expect((await served.post("/api/v1/people", body)).body).toMatchObject({
    status: 400,
    errors: [{ parameter }],
  });
});

it("refuses a second account of one name", async () => {
  await served.post("/api/v1/people", { name: "ada", role: "viewer" });
  expect((await served.post("/api/v1/people", { name: "Ada", role: "viewer" })).status).toBe(409);
});
