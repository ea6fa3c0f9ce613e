import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describeWithTools } from "../../../../test/support/tools.ts";
import { accessibilityOf, overflowOf, startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";

const FIRST_PAGE_BYTES = 250_000;
const ADDRESSES = [
  "/violations",
  "/violations/v4",
  "/integrations",
  "/integrations/shop-parcels",
  "/dead-letters",
  "/dead-letters/1",
];

describeWithTools(["chromium"], "the bar of the console's pages", () => {
  let pages: PagesUnderTest;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    pages = await startPages();
  });

  beforeEach(async () => {
    ({ page, complaints } = await pages.open({ viewport: { width: 1440, height: 900 } }));
  });

  afterEach(() => page?.close());

  afterAll(() => pages?.stop());

  const heading = (name: RegExp) => page.getByRole("heading", { level: 1, name }).waitFor();

  it("chooses an integration and its environment, which the URL then says", async () => {
    await page.goto(`${pages.address}/violations`);
    await page.getByRole("button", { name: "All integrations" }).click();
    await page.getByRole("menuitem", { name: "Shop ↔ Parcels, production" }).click();
    await page.waitForURL("**/violations?integration=shop-parcels&environment=production");
    await page.getByText("No violation passes these filters").waitFor();
    await page.getByRole("link", { name: "Specification" }).click();
    await page.waitForURL("**/integrations/shop-parcels?environment=production");
    expect(complaints).toEqual([]);
  });

  it("goes to pages, moves in lists and opens a row by keys alone", async () => {
    await page.goto(`${pages.address}/violations`);
    await page.getByText("5 violations, all shown").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/violations/v4");
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await heading(/could not be judged/);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
  });

  it("finds a violation from any page", async () => {
    await page.goto(`${pages.address}/dead-letters`);
    await heading(/could not be judged/);
    await page.keyboard.press("/");
    await page.getByRole("searchbox", { name: "Search" }).fill("documented origins");
    await page
      .getByRole("menuitem", { name: /documented origins/ })
      .first()
      .waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/violations/v*");
    expect(complaints).toEqual([]);
  });

  it.each(ADDRESSES)("fits 320 px at %s", async (path) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await page.goto(pages.address + path);
    await page.locator("main :is(table, ol, ul, article) >> visible=true").first().waitFor();
    expect([await overflowOf(page), complaints]).toEqual([0, []]);
  });

  it.each(ADDRESSES.flatMap((path) => [320, 1440].map((width) => [path, width] as const)))(
    "leaves axe nothing to find at %s, %i px wide, light and dark",
    async (path, width) => {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.goto(pages.address + path);
        await page.locator("main :is(table, ol, ul, article) >> visible=true").first().waitFor();
        expect([colorScheme, await accessibilityOf(page)]).toEqual([colorScheme, []]);
      }
    },
  );

  it("loads less than 250 KB of script for a first page", async () => {
    const loaded = new Set<string>();
    page.on("request", (request) => {
      if (request.resourceType() === "script") loaded.add(new URL(request.url()).pathname.slice(1));
    });
    await page.goto(`${pages.address}/violations`);
    await page.getByText("5 violations, all shown").waitFor();
    const sizes = [...loaded].map((name) => gzipSync(readFileSync(join(pages.folder, name))).length);
    expect(readdirSync(join(pages.folder, "assets")).length).toBeGreaterThan(loaded.size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(FIRST_PAGE_BYTES);
  });
});
