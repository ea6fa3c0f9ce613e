import type { Page } from "playwright-core";
import { StreamUnavailable } from "#stream";
import { describeWithTools } from "../../../../test/support/tools.ts";
import { SCRIPT } from "../testing/dead-letters.ts";
import { overflowOf, startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";

describeWithTools(["chromium"], "the console's pages in a browser", () => {
  let pages: PagesUnderTest;
  let served: PagesUnderTest["served"];
  let page: Page;
  let address: string;
  let complaints: string[];

  beforeAll(async () => {
    pages = await startPages();
    ({ served, address } = pages);
  });

  beforeEach(async () => {
    ({ page, complaints } = await pages.open({ viewport: { width: 390, height: 800 } }));
  });

  afterEach(() => page?.close());

  afterAll(() => pages?.stop());

  it("lead from the list to a violation, its clause and its line", async () => {
    await page.goto(`${address}/violations`);
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
    "/dead-letters",
    "/dead-letters/1",
  ])("fit a narrow screen and break no content security policy at %s", async (path) => {
    await page.goto(address + path);
    await page.locator("main :is(table, ol, ul, article) >> visible=true").first().waitFor();
    expect([await overflowOf(page), complaints]).toEqual([0, []]);
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

  it("lead from the navigation to the dead letters, narrow them, and show a record's text as text", async () => {
    await page.goto(`${address}/`);
    await page.getByRole("link", { name: "Dead letters" }).click();
    await page.getByRole("heading", { name: "4 records could not be judged" }).waitFor();
    await page.getByRole("combobox", { name: "Reason" }).selectOption("NOT_JSON");
    await page.waitForURL("**/dead-letters?reason=NOT_JSON");
    await page.getByText("1 dead letter, all shown").waitFor();
    await page.getByRole("link", { name: "Expected ','" }).click();
    await page.getByRole("heading", { name: "<b>position 58</b>" }).waitFor();
    expect(await page.locator(".record").textContent()).toBe(SCRIPT);
    expect(await page.locator(".record img, .record script, h1 b").count()).toBe(0);
    await page.getByText("clausewatch.observations/0@0").waitFor();
    expect(complaints).toEqual([]);
  });

  it("keep times as filters in the URL, in UTC", async () => {
    await page.goto(`${address}/dead-letters?from=2024-03-02T10:03:00.000Z`);
    await page.getByText("2 dead letters, all shown").waitFor();
    await page.getByLabel("To", { exact: true }).fill("2024-03-02T10:04");
    await page.getByLabel("To", { exact: true }).blur();
    await page.getByText("1 dead letter, all shown").waitFor();
    expect(new URL(page.url()).searchParams.get("to")).toMatch(/^2024-03-\d\dT\d\d:04:00\.000Z$/);
  });

  it("replay one dead letter, and say what came of it", async () => {
    await page.goto(`${address}/dead-letters/2`);
    await page.getByRole("button", { name: "Replay" }).click();
    await page.getByText("1 record was given to the monitor again.").waitFor();
    await page.locator(".standing", { hasText: "replayed" }).waitFor();
    expect(served.stream.records).toMatchObject([{ headers: { clausewatch_dead_letter: "2" } }]);
    await page.goto(`${address}/dead-letters/4`);
    await page.getByText("It cannot be replayed: only a part of the record was kept.").waitFor();
    expect(await page.getByRole("button", { name: "Replay" }).count()).toBe(0);
  });

  it("say why a replay failed, and replay all that a filter names", async () => {
    await page.goto(`${address}/dead-letters?integration=letters`);
    served.stream.failure = new StreamUnavailable("t", new Error("no broker"));
    await page.getByRole("button", { name: "Replay 1" }).click();
    await page.getByRole("alert").getByText("is not available: no broker").waitFor();
    served.stream.failure = undefined;
    await page.getByRole("button", { name: "Replay 1" }).click();
    await page.getByText("1 record was given to the monitor again.").waitFor();
    await page.getByRole("cell", { name: "replayed", exact: true }).waitFor();
  });

  it("say in words what is not there", async () => {
    await page.goto(`${address}/violations/nobody`);
    await page.getByText('There is no violation "nobody".').waitFor();
    await page.goto(`${address}/violations?rule=nothing`);
    await page.getByText("No violation passes these filters").waitFor();
    await page.goto(`${address}/dead-letters/99`);
    await page.getByText('There is no dead letter "99".').waitFor();
    await page.goto(`${address}/dead-letters?reason=TOO_DEEP`);
    await page.getByText("No dead letter passes these filters").waitFor();
  });
});
