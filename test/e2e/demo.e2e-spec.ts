import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { startService, type RunningService } from "../support/clausewatch.ts";
import { describeWithTools, findTool } from "../support/tools.ts";
import { until } from "../support/until.ts";

interface Listed {
  rule: string;
  severity: string;
  clause: { file: string; line: number; text: string };
}

let folder: string;
let service: RunningService;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clausewatch-demo-"));
  service = await startService(["up", "--demo"], { DATA_FOLDER: join(folder, "data"), SPECS: "" });
}, 90_000);

afterAll(async () => {
  await service?.end("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string): Promise<Response> => fetch(service.address + path);

const listed = async (): Promise<Listed[]> =>
  ((await (await get("/api/v1/violations?limit=100")).json()) as { items: Listed[] }).items;

it("shows a newcomer violations of several rules and severities within a minute, each with its clause", async () => {
  const several = async (): Promise<boolean> => {
    const found = await listed();
    const rules = new Set(found.map(({ rule }) => rule));
    const severities = new Set(found.map(({ severity }) => severity));
    return rules.size >= 15 && severities.size === 4;
  };
  await until("violations of 15 rules and every severity", several, service.log);
  for (const { clause } of await listed())
    expect(clause).toMatchObject({ file: "orders-integration-spec.md", line: expect.any(Number) });
}, 90_000);

it("is ready, and counts what it judges", async () => {
  expect((await get("/health/ready")).status).toBe(200);
  expect((await get("/health/live")).status).toBe(200);
  const metrics = await (await get("/metrics")).text();
  const judged = [...metrics.matchAll(/^clausewatch_records_judged_total\S* ([\d.e+]+)/gm)];
  expect(judged.reduce((sum, [, count]) => sum + Number(count), 0)).toBeGreaterThan(0);
});

it("describes its API", async () => {
  const { openapi, paths } = (await (await get("/api/openapi.json")).json()) as {
    openapi: string;
    paths: Record<string, object>;
  };
  expect(openapi).toMatch(/^3\.1\./);
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(["/api/v1/violations", "/api/v1/integrations"]));
});

describeWithTools(["chromium"], "the demo in a browser", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findTool("chromium"), args: ["--no-sandbox"] });
  }, 60_000);
  afterAll(() => browser?.close());

  it("the first page says what needs attention, and leads to a violation and the words of its clause", async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));

    await page.goto(service.address);
    await page.getByRole("heading", { level: 1, name: "The integration needs attention" }).waitFor();
    await page.getByRole("link", { name: /^Violations/ }).click();
    await page.getByRole("heading", { name: /^[\d,]+ violations are open, \d+ of them critical$/ }).waitFor();
    await page.getByRole("searchbox", { name: "Rule" }).fill("rate-limit.exceeded");
    await page.keyboard.press("Enter");
    const row = page.getByRole("row").filter({ hasText: "rate-limit.exceeded" }).first();
    await row.getByRole("link", { name: /^line \d+$/ }).waitFor();
    const cited = await row.getByTitle(/requests\/minute/).getAttribute("title");
    const words = cited!.slice(cited!.indexOf(": ") + 2);

    await row.locator(".sentence a").click();
    await page.getByRole("heading", { name: "What the specification says" }).waitFor();
    expect(await page.locator(".quote [aria-current]").textContent()).toContain(words);
    expect(complaints).toEqual([]);
    await page.close();
  }, 60_000);
});
