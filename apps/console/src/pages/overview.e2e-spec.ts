import { describeWithTools } from "../../../../test/support/tools.ts";
import { storeMeasured } from "../testing/measured.ts";
import { accessibilityOf, overflowOf, startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";

const HOURS = 30;
const DAYS_AGO_2 = 2 * 86_400_000;

describeWithTools(["chromium"], "the overview in a browser", () => {
  let pages: PagesUnderTest;

  beforeAll(async () => {
    pages = await startPages();
    await storeMeasured(pages.served, Date.now(), HOURS);
  }, 120_000);
  afterAll(() => pages?.stop());

  const open = async (options: { width?: number; dark?: boolean } = {}) => {
    const { width = 1440, dark = false } = options;
    const viewport = { width, height: 1000 };
    const watched = await pages.open({ viewport, ...(dark && { colorScheme: "dark" }) });
    watched.page.setDefaultTimeout(10_000);
    await watched.page.goto(`${pages.address}/`);
    return watched;
  };

  it("says what needs somebody, one sentence for what breaks one clause, markup as text", async () => {
    const { page, complaints } = await open();
    await page.getByRole("heading", { level: 1, name: "Two of three integrations need attention" }).waitFor();
    const needs = page.getByRole("list", { name: "What needs attention" }).getByRole("listitem");
    expect(await needs.first().innerText()).toMatch(
      /none of the documented origins[^]*consumer, line 10; 3 violations[^]*Nobody has it yet/,
    );
    await page.getByText("Shop ↔ Levels <img src=x onerror=alert(4)>, production.").first().waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("shows each integration with its clauses, budgets and traffic, in words too", async () => {
    const { page, complaints } = await open();
    await page
      .getByRole("img", { name: /clauses in document order/ })
      .first()
      .waitFor();
    await page.getByRole("img", { name: /^Exchanges by the hour, the last 24 hours: .*200/ }).waitFor();
    const levels = page.getByRole("listitem").filter({ hasText: "uptime" }).last();
    expect(await levels.innerText()).toMatch(/clauses[^]*uptime[^]*(spent|%)[^]*a minute/);
    await page.getByText("no traffic yet").first().waitFor();
    await page.getByText(/\d sent, 0 held back, 0 failed/).waitFor();
    expect(complaints).toEqual([]);
  });

  it("is reached and read by keys alone", async () => {
    const { page } = await open();
    await page.getByRole("list", { name: "What needs attention" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await page.waitForURL("**/dead-letters");
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    await page.getByRole("heading", { level: 1, name: /need attention/ }).waitFor();
    await page.getByRole("list", { name: "What needs attention" }).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/violations?**rule=environment.unknown-origin**");
    await page.getByRole("row").nth(3).waitFor();
  });

  it("tells what is new since the last visit, and does without it", async () => {
    const { page } = await open();
    await page.getByRole("heading", { name: /^New since/ }).waitFor();
    expect(await page.getByText("since your last visit").count()).toBe(0);
    const seen = Date.now() - DAYS_AGO_2;
    await page.evaluate(`localStorage.setItem("clausewatch.visits", '{"seen":${seen}}')`);
    await page.reload();
    await page.getByText("since your last visit").waitFor();
    await page.evaluate(`localStorage.setItem("clausewatch.visits", "[<")`);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: /need attention/ }).waitFor();
    expect(await page.getByText("since your last visit").count()).toBe(0);
  });

  it("says what failed, and tries again", async () => {
    const { page } = await pages.open();
    await page.route("**/api/v1/overview**", (route) => route.fulfill({ status: 500, body: "{}" }));
    await page.goto(`${pages.address}/`);
    await page.getByRole("alert").getByText("The overview could not be loaded").waitFor({ timeout: 20_000 });
    await page.unroute("**/api/v1/overview**");
    await page.getByRole("button", { name: "Retry" }).click();
    await page.getByRole("heading", { level: 1, name: /need attention/ }).waitFor();
  });

  it.each([
    [320, false],
    [390, false],
    [390, true],
    [1440, false],
    [1440, true],
  ])("can be read by everybody at %i px (dark: %s)", async (width, dark) => {
    const { page } = await open({ width, dark });
    await page.getByRole("list", { name: "What needs attention" }).waitFor();
    await page
      .getByRole("img", { name: /clauses in document order/ })
      .first()
      .waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });

  it("says how to begin where nothing is loaded", async () => {
    await pages.served.pool.query("DELETE FROM violation");
    await pages.served.pool.query("DELETE FROM integration");
    const { page, complaints } = await open();
    await page.getByRole("heading", { level: 1, name: "No specification is loaded" }).waitFor();
    await page.getByText("SPECS=path/to/specification.md npm start").waitFor();
    expect(complaints).toEqual([]);
  });
});
