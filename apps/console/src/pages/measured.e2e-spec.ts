import { describeWithTools } from "../../../../test/support/tools.ts";
import type { LimitSeries } from "../exercise/exercise-schemas.ts";
import { BUSY, storeMeasured, storeMinute } from "../testing/measured.ts";
import { accessibilityOf, overflowOf, startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";

const HOURS = 30;

describeWithTools(["chromium"], "what was measured, in a browser", () => {
  let pages: PagesUnderTest;

  beforeAll(async () => {
    pages = await startPages();
    await storeMeasured(pages.served, Date.now(), HOURS);
  }, 120_000);
  afterAll(() => pages?.stop());

  const open = (path: string, options?: { width?: number; dark?: boolean }) => pages.visit(path, options);

  it("names the client that passed a limit, and by how much", async () => {
    const { page, complaints } = await open("/limits?integration=shop-levels");
    await page
      .getByRole("heading", {
        level: 1,
        name: `${BUSY} sent up to 312 requests a minute where 100 are allowed`,
      })
      .waitFor();
    const first = page.getByRole("row").nth(1);
    expect(await first.innerText()).toMatch(/312 of 100 a minute/);
    expect(await page.locator("main img").count()).toBe(0);
    await page.getByRole("link", { name: "quiet" }).click();
    await page.waitForURL("**client=quiet**");
    await page.getByRole("link", { name: BUSY }).waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  it("draws a client's windows against the limit, under an address of their own", async () => {
    const { page, complaints } = await open("/limits?integration=shop-levels");
    await page.getByRole("link", { name: "312 of 100 a minute" }).click();
    await page.waitForURL("**clause=rate_limits.default.requests_per_minute**");
    const chart = page.getByRole("application", { name: `Requests of ${BUSY} against the limit` });
    await page.getByText("At most 312 a minute, where 100 are written.").waitFor();
    await page.reload();
    await chart.focus();
    await page.keyboard.press("ArrowRight");
    await page.getByText(/requests no data, as written 100/).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole("link", { name: "Close" }).click();
    await chart.waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  it("tells a limit's windows by the API, also as CSV, and refuses a limit that there is not", async () => {
    const to = new Date().toISOString();
    const from = new Date(Date.now() - 6 * 3_600_000).toISOString();
    const path = "/api/v1/integrations/shop-levels/limits/series";
    const asked = { environment: "production", client: BUSY, from, to };
    const at = (clause: string, format: string) =>
      `${path}?${new URLSearchParams({ ...asked, clause, format })}`;
    const clause = "rate_limits.default.requests_per_minute";
    const { body } = await pages.served.get<LimitSeries>(at(clause, "json"));
    expect(body).toMatchObject({ limit: 100, window: "minute", resolution: "1m", client: BUSY });
    expect(body.readings).toEqual([
      { reading: "as-written", most: 100 },
      { reading: "windows-begin-anywhere", most: 200 },
    ]);
    const told = body.items.filter(({ most }) => most !== null);
    expect(told.map(({ most, requests, limited }) => [most, requests, limited])).toEqual([[312, 312, 0]]);
    expect((await pages.served.get<string>(at(clause, "csv"))).body).toMatch(/^from,to,limit,most/);
    expect((await pages.served.get(at("rate_limits.none", "json"))).status).toBe(404);
  });

  it("lists what traffic has and the document has not, and narrows it by the URL", async () => {
    const { page, complaints } = await open("/not-documented?integration=shop-levels");
    await page.getByRole("heading", { level: 1, name: "1 endpoint is in use" }).waitFor();
    const row = page.getByRole("row").nth(1);
    expect(await row.innerText()).toMatch(/DELETE \/parcels[^]*201: 7/);
    await page.getByLabel("Kind").selectOption("field");
    await page.getByText("No fields that the document lacks").waitFor();
    await page.reload();
    await page.getByText("No fields that the document lacks").waitFor();
    expect(complaints).toEqual([]);
  });

  it("says whether the month will be made, and proves it", async () => {
    const { page, complaints } = await open("/service-levels?integration=shop-levels");
    await page.getByRole("heading", { level: 1, name: /uptime budget .* (is|will be) spent/ }).waitFor();
    const chart = page.getByRole("application", { name: /Budget left of uptime/ });
    await page.getByText(/% is left\. Documented maintenance: /).waitFor();
    expect(await page.getByRole("link", { name: "Its open violations" }).getAttribute("href")).toMatch(
      /^\/violations\?integration=shop-levels&environment=production&clause=.*uptime&status=open$/,
    );
    await chart.focus();
    await page.keyboard.press("ArrowRight");
    await page.getByText(/left 100\.0 %, an even pace/).waitFor();
    await page.getByText("bad-1 bad-2").first().waitFor();
    expect(await page.getByRole("link", { name: "POST /parcels" }).getAttribute("href")).toBe(
      "/violations?integration=shop-levels&environment=production&endpoint=POST+%2Fparcels",
    );
    await page.getByRole("link", { name: "response_time_p95", exact: true }).click();
    await page.waitForURL("**clause=environments.production.sla.response_time_p95**");
    await page.getByRole("application", { name: /Budget left of response_time_p95/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("hands out the month's report, styled and without a complaint", async () => {
    const { page, complaints } = await open("/service-levels?integration=shop-levels");
    await page.getByRole("link", { name: "page", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: /^Service levels, \d{4}-\d\d$/ }).waitFor();
    expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize")).toBe("24px");
    expect(await page.locator("img").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("says of which months only whole days are left", async () => {
    await pages.served.pool.query("UPDATE service_level_stream SET sealed_until = now()");
    const { page, complaints } = await open("/service-levels?integration=shop-levels");
    await page.getByText("only whole days are left").waitFor();
    await pages.served.pool.query("UPDATE service_level_stream SET sealed_until = NULL");
    expect(complaints).toEqual([]);
  });

  it("shows a chart's figures as a table", async () => {
    const { page } = await open("/service-levels?integration=shop-levels");
    await page.getByRole("application", { name: /Percentiles/ }).waitFor();
    await page.getByText("As a table").last().click();
    const table = page.getByRole("table", { name: "Percentiles of response times" });
    expect(await table.innerText()).toMatch(/80 ms|81 ms|79 ms/);
    expect(await table.innerText()).toContain("no data");
  });

  it("asks of which integration where there are several", async () => {
    const { page } = await open("/service-levels");
    await page.getByRole("link", { name: /Shop ↔ Levels/ }).click();
    await page.waitForURL("**/service-levels?integration=shop-levels");
  });

  it("says that nothing was measured, and nothing more", async () => {
    const { page } = await open("/service-levels?integration=shop-levels&month=2023-05");
    await page
      .getByText(/Nothing was measured in May 2023|promises no service level|has no revision/)
      .waitFor();
  });

  it.each([
    ["/limits", 390, false],
    ["/limits", 1440, true],
    ["/not-documented", 390, true],
    ["/not-documented", 1440, false],
    ["/service-levels", 390, true],
    ["/service-levels", 1440, false],
    ["/service-levels", 1440, true],
  ])("%s can be read by everybody at %i px (dark: %s)", async (path, width, dark) => {
    const { page } = await open(`${path}?integration=shop-levels`, { width, dark });
    await page.getByRole("heading", { level: 1, name: /spent|in use|allowed/ }).waitFor();
    if (path === "/service-levels") await page.getByRole("application", { name: /Percentiles/ }).waitFor();
    else await page.getByRole("table").waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });

  it("keeps rows of limits where they are while figures change, and puts new clients at the end", async () => {
    const { page, complaints } = await open("/limits?integration=shop-levels");
    const clients = () => page.locator("main tbody td.client").allInnerTexts();
    await page.getByRole("cell", { name: "312 of 100 a minute" }).waitFor();
    await page
      .getByRole("status")
      .getByText(/^Live$/)
      .waitFor();
    const before = await clients();
    await storeMinute(pages.served, Date.now(), [
      ["quiet", 5_000],
      ["newcomer", 9_000],
    ]);
    await page.getByRole("cell", { name: "5,000 of 100 a minute" }).waitFor();
    expect(await clients()).toEqual([...before, "newcomer"]);
    await page.getByRole("heading", { level: 1, name: "newcomer sent up to 9,000" }).waitFor();
    expect(complaints).toEqual([]);
  });
});
