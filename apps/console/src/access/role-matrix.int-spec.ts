import { createAccount, createKey, mayUse, ROLES, type Audience, type Principal } from "#access";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

/** Routes that are neither read by every viewer nor acted on by every operator. */
const OTHERS: Readonly<Record<string, Audience>> = {
  "GET /api/v1/session": "anyone",
  "POST /api/v1/session": "anyone",
  "DELETE /api/v1/session": "viewer",
  "GET /api/v1/people": "auditor",
  "POST /api/v1/people": "admin",
  "PATCH /api/v1/people/{id}": "admin",
  "GET /api/v1/keys": "auditor",
  "POST /api/v1/keys": "admin",
  "DELETE /api/v1/keys/{id}": "admin",
  "PUT /api/v1/routing": "admin",
  "GET /api/v1/violations/owners": "operator",
  "GET /api/v1/subjects": "operator",
  "GET /api/v1/subjects/export": "admin",
  "POST /api/v1/subjects/release": "admin",
  "POST /api/v1/subjects/erase": "admin",
};

type Method = Parameters<ConsoleUnderTest["send"]>[0];

/** A stream answers for ever: only its status is waited for. */
const STREAM = "/api/v1/live";

let served: ConsoleUnderTest;
let address: string;
let routes: { method: Method; path: string; audience: Audience }[];
const principals: { principal: Principal | undefined; headers: Record<string, string> }[] = [
  { principal: undefined, headers: {} },
];

beforeAll(async () => {
  served = await startConsole();
  address = await served.listen(process.cwd());
  await createAccount(served.pool, { name: "ada", role: "admin" }, "test");
  for (const role of [...ROLES, "ingest"] as const) {
    const key = { name: role, role, integrations: null, expiresAt: null };
    const { secret } = await createKey(served.pool, key, "test");
    principals.push({
      principal: role === "ingest" ? { kind: role, name: role } : { kind: "key", name: role, role },
      headers: { authorization: `Bearer ${secret}` },
    });
  }
  const { body } = await served.get<{ paths: Record<string, Record<string, unknown>> }>("/api/openapi.json");
  routes = Object.entries(body.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((name) => {
      const method = name.toUpperCase() as Method;
      const audience = OTHERS[`${method} ${path}`] ?? (method === "GET" ? "viewer" : "operator");
      return { method, path, audience };
    }),
  );
}, 120_000);

afterAll(() => served?.stop());

const statusOf = async (method: Method, path: string, headers: Record<string, string>): Promise<number> => {
  if (path !== STREAM) return (await served.send(method, path.replace(/\{\w+\}/g, "none"), headers)).status;
  const ending = new AbortController();
  const { status } = await fetch(address + path, { headers, signal: ending.signal });
  ending.abort();
  return status;
};

it("opens each route to those whom it is for, and to nobody else", async () => {
  expect(routes.length).toBeGreaterThan(30);
  const wrong: string[] = [];
  for (const { method, path, audience } of routes)
    for (const { principal, headers } of principals) {
      const status = await statusOf(method, path, headers);
      const refused = status === 403 || (status === 401 && audience !== "anyone");
      if (refused === mayUse(principal, audience))
        wrong.push(`${method} ${path} for ${principal?.name ?? "nobody"}: ${status}`);
    }
  expect(wrong).toEqual([]);
}, 120_000);

it("names the role that is needed", async () => {
  const { body } = await served.send("PUT", "/api/v1/routing", principals[1]!.headers);
  expect(body).toMatchObject({
    status: 403,
    detail: "This is for the role admin; viewer has the role viewer.",
    role: "admin",
  });
});

it("has every route that it names", () => {
  const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  expect(Object.keys(OTHERS).filter((route) => !known.has(route))).toEqual([]);
});
