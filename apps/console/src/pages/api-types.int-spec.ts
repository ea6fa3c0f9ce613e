import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

let served: ConsoleUnderTest;

beforeAll(async () => {
  served = await startConsole();
});

afterAll(() => served?.stop());

it("are generated from the API's description as it is; `npm run build` brings them up to date", async () => {
  const folder = mkdtempSync(join(tmpdir(), "clausewatch-openapi-"));
  const [description, types] = [join(folder, "openapi.json"), join(folder, "openapi.ts")];
  writeFileSync(description, JSON.stringify((await served.get("/api/openapi.json")).body));
  execFileSync(process.execPath, ["node_modules/openapi-typescript/bin/cli.js", description, "-o", types], {
    stdio: "ignore",
  });
  const generated = readFileSync(types, "utf8");
  rmSync(folder, { recursive: true });
  expect(readFileSync("apps/web/src/data/openapi.ts", "utf8") === generated).toBe(true);
});
