import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { describeWithTools, findTool } from "../../../../test/support/tools.ts";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";

describeWithTools(["chromium"], "the console's pages in a browser", () => {
  let served: ConsoleUnderTest;
  let browser: Browser;
  let page: Page;
  let address: string;
  let complaints: string[];
  const pages = mkdtempSync(join(tmpdir(), "clausewatch-pages-"));

  beforeAll(async () => {
    const vite = ["node_modules/vite/bin/vite.js", "build", "apps/web", "--outDir", pages, "--emptyOutDir"];
    execFileSync(process.execPath, [...vite, "--logLevel", "error"]);
    served = await startConsole();
    address = await served.listen(pages);
    browser = await chromium.launch({ executablePath: findTool("chromium"), args: ["--no-sandbox"] });
  });

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    complaints = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
  });

  afterEach(() => page?.close());

  afterAll(async () => {
    await browser?.close();
    await served?.stop();
    rmSync(pages, { recursive: true, force: true });
  });

  const overflow = () => page.evaluate("document.documentElement.scrollWidth - window.innerWidth");

  it("lead from the list to a violation, its clause and its line", async () => {
    await page.goto(`${address}/`);
    await page.getByRole("cell", { name: "environment.unknown-origin" }).first().waitFor();
    await page.getByRole("heading", { name: "5 violations are open, none of them critical" }).waitFor();
    expect(await page.getByRole("row").count()).toBe(6);
    await page
      .getByRole("link", { name: /none of the documented origins/ })
      .first()
      .click();
    await page.getByText("Opened as error").waitFor();
    expect(await page.locator(".quote [aria-current]").textContent()).toContain("base_url");
    await page.getByRole("link", { name: "Open at line 10" }).click();
    await page.locator("#L10[aria-current]").waitFor();
    expect(await page.locator("#L10").textContent()).toContain("environment.unknown-origin");
    expect(complaints).toEqual([]);
  });

  it.each([
    "/",
    "/violations/v4",
    "/integrations",
    "/integrations/shop-parcels",
    "/integrations/shop-parcels?view=text",
  ])("fit a narrow screen and break no content security policy at %s", async (path) => {
    await page.goto(address + path);
    await page.locator("main :is(table, ol, ul)").first().waitFor();
    expect([await overflow(), complaints]).toEqual([0, []]);
  });

  it("keep the filters in the URL", async () => {
    await page.goto(`${address}/violations`);
    await page.getByLabel("Severity").selectOption("error");
    await page.waitForURL("**/violations?severity=error");
    await page.getByText("3 violations, all shown").waitFor();
    await page.goBack();
    await page.getByText("5 violations, all shown").waitFor();
  });

  it("acknowledge a violation", async () => {
    await page.goto(`${address}/violations/v3`);
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await page.locator(".standing", { hasText: "acknowledged" }).waitFor();
    expect((await served.get("/api/v1/violations/v3")).body.history).toHaveLength(2);
  });

  it("say in words what is not there", async () => {
    await page.goto(`${address}/violations/nobody`);
    await page.getByText('There is no violation "nobody".').waitFor();
    await page.goto(`${address}/violations?rule=nothing`);
    await page.getByText("No violation passes these filters").waitFor();
  });
});
