import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
});

afterAll(() => served?.stop());

it.each([
  "/",
  "/violations",
  "/violations/v1",
  "/integrations/shop-parcels?view=text",
  "/dead-letters",
  "/dead-letters/1",
])("serves the document at %s", async (url) => {
  const { status, headers, body } = await served.get<string>(url);
  expect([status, headers["content-type"], body]).toEqual([
    200,
    "text/html; charset=utf-8",
    "<!doctype html><title>Pages</title>",
  ]);
});

it("serves their files for good", async () => {
  const { headers, body } = await served.get<string>("/assets/page.js");
  expect([headers["cache-control"], body]).toEqual(["public, max-age=31536000, immutable", "1"]);
});

it.each(["/assets/%2e%2e/%2e%2e/package.json", "/..%2fpackage.json", "/assets/", "/violations/a/b"])(
  "serves nothing at %s",
  async (url) => {
    expect((await served.get(url)).status).toBe(404);
  },
);

it("says so when they are not built, and serves the API", async () => {
  const bare = await served.withoutPages();
  const { status, body } = await bare.get<string>("/");
  const api = await bare.get("/api/v1/violations");
  expect([status, body, api.status]).toEqual([503, expect.stringContaining("npm run build"), 200]);
});
