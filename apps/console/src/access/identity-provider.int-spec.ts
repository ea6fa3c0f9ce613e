import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAccount } from "#access";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

const CLIENT = "clausewatch";
const SECRET = "secret of the client, long enough";
const CALLBACK = "http://localhost:4600/api/v1/session/identity-provider/callback";

/** A real OpenID provider on loopback, whose development pages let anybody in under the name they give. */
const startProvider = async () => {
  const { Provider } = await import("oidc-provider");
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [CALLBACK],
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    pkce: { required: () => true },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !id.startsWith("unverified") }),
    }),
    cookies: { keys: ["of the test"] },
  });
  server.on("request", provider.callback());
  return {
    issuer,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** A browser without scripts: it follows redirects of the provider, keeps its cookies and fills in its forms. */
const browseAs = async (person: string, start: string): Promise<URL> => {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 20; step += 1) {
    if (url.href.startsWith(CALLBACK)) return url;
    const answer = await fetch(url, {
      method: form ? "POST" : "GET",
      body: form,
      redirect: "manual",
      headers: { cookie: Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      cookies.set(name!, value!);
    }
    const location = answer.headers.get("location");
    form = undefined;
    if (location !== null) {
      url = new URL(location, url);
      continue;
    }
    const page = await answer.text();
    const [, action] = /<form[^>]*action="([^"]+)"/.exec(page) ?? [];
    const [, prompt] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
    if (action === undefined || prompt === undefined) throw new Error(`No form at ${url.href}: ${page}`);
    url = new URL(action, url);
    form = new URLSearchParams({ prompt, login: person, password: "any" });
  }
  throw new Error("The provider never came back.");
};

let provider: Awaited<ReturnType<typeof startProvider>>;
let served: ConsoleUnderTest;

beforeAll(async () => {
  for (const level of ["info", "warn"] as const) jest.spyOn(console, level).mockImplementation();
  provider = await startProvider();
  served = await startConsole({
    identityProvider: { issuer: provider.issuer, clientId: CLIENT, clientSecret: SECRET },
  });
  await createAccount(served.pool, { name: "ada@example.com", role: "auditor" }, "test");
  await createAccount(served.pool, { name: "unverified@example.com", role: "admin" }, "test");
});

afterAll(async () => {
  await served?.stop();
  await provider?.stop();
});

const cookieOf = (headers: Record<string, unknown>, at = 0): string =>
  [headers["set-cookie"]].flat().map(String)[at]!.split(";")[0]!;

/** Goes to the provider, signs in there, and comes back with the answer's cookie. */
const signInAs = async (person: string) => {
  const begun = await served.get("/api/v1/session/identity-provider");
  expect(begun.status).toBe(302);
  const back = await browseAs(person, String(begun.headers["location"]));
  return served.get(back.pathname + back.search, { cookie: cookieOf(begun.headers) });
};

it("lets in whom the provider vouches for, in the role of the account", async () => {
  const answer = await signInAs("ada@example.com");
  expect([answer.status, answer.headers["location"]]).toEqual([302, "/"]);
  const session = await served.get("/api/v1/session", { cookie: cookieOf(answer.headers) });
  expect(session.body).toMatchObject({ state: "signed-in", name: "ada@example.com", role: "auditor" });
});

it.each(["nobody@example.com", "unverified@example.com"])("refuses %s", async (person) => {
  const answer = await signInAs(person);
  expect(answer.headers["location"]).toBe("/sign-in?refused=account");
  expect(cookieOf(answer.headers)).toBe("__Host-clausewatch-sign-in=");
});

it("takes an answer only from the browser that asked, and only once", async () => {
  const begun = await served.get("/api/v1/session/identity-provider");
  const back = await browseAs("ada@example.com", String(begun.headers["location"]));
  const cookie = cookieOf(begun.headers);
  const bring = (headers: Record<string, string>) => served.get(back.pathname + back.search, headers);
  expect((await bring({})).headers["location"]).toBe("/sign-in?refused=provider");
  expect((await bring({ cookie: `${cookie}x` })).headers["location"]).toBe("/sign-in?refused=provider");
  expect((await bring({ cookie })).headers["location"]).toBe("/");
  expect((await bring({ cookie })).headers["location"]).toBe("/sign-in?refused=provider");
});

it("tells the pages which provider there is", async () => {
  expect((await served.get("/api/v1/session")).body).toEqual({
    state: "signed-out",
    identityProvider: new URL(provider.issuer).host,
  });
});
