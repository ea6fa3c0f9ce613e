import type { Page } from "playwright-core";
import { describeWithTools } from "../../../../test/support/tools.ts";
import { cuttable } from "../testing/cuttable.ts";
import { startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";
import { openedAt } from "../testing/parcels.ts";
import { openedAs, recurredAs, storeViolationEvents } from "../testing/violation-flood.ts";

describeWithTools(["chromium"], "pages that keep themselves up to date", () => {
  let pages: PagesUnderTest;
  let way: Awaited<ReturnType<typeof cuttable>>;
  let page: Page;

  beforeAll(async () => {
    pages = await startPages();
    way = await cuttable(pages.address);
  });

  beforeEach(async () => {
    ({ page } = await pages.open({ viewport: { width: 1440, height: 900 } }));
  });

  afterEach(() => page?.close());

  afterAll(async () => {
    way?.stop();
    await pages?.stop();
  });

  const open = (minute: number): Promise<void> =>
    pages.served.appendViolation(openedAt(minute) as Parameters<typeof pages.served.appendViolation>[0]);

  const state = (words: RegExp) => page.getByRole("status").getByText(words).waitFor({ timeout: 30_000 });

  it("say when they are cut off, keep what they showed, come back by themselves and miss nothing", async () => {
    await page.goto(`${way.address}/violations`);
    await state(/^Live$/);
    await page.getByText("5 violations, all shown").waitFor();
    way.cut();
    await state(/^Paused at \d\d:\d\d, reconnecting$/);
    expect(await page.getByRole("row").count()).toBe(6);
    await page.getByText("The server does not answer. This is what stood here at").first().waitFor();
    await open(5);
    const before = way.heard().length;
    way.restore();
    await state(/^Live$/);
    await page.getByRole("heading", { name: "6 violations are open" }).waitFor();
    expect(way.heard().slice(before)).toMatch(/last-event-id: \d+/i);
  });

  it("ask for nothing while nothing changes", async () => {
    await page.goto(`${way.address}/violations`);
    await state(/^Live$/);
    await page.getByText(/violations, all shown/).waitFor();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.waitForTimeout(7_000);
    expect(asked.filter((path) => path !== "/api/v1/session")).toEqual([]);
  });

  const rows = () =>
    page.locator("main .sentence > a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));

  const visitLive = async (path = "/violations"): Promise<(string | null)[]> => {
    page.setDefaultTimeout(10_000);
    await page.goto(pages.address + path);
    await page.getByText(/violations, all shown/).waitFor();
    await state(/^Live$/);
    return rows();
  };

  const happen = async (...events: Parameters<typeof storeViolationEvents>[1]): Promise<void> => {
    await storeViolationEvents(pages.served.pool, events);
    await pages.served.project();
  };

  it("let new rows wait behind a button, and change the rows shown where they are", async () => {
    const before = await visitLive();
    const last = page.locator("main tbody tr").last();
    const place = await last.boundingBox();
    await happen(openedAs(1), openedAs(2), openedAs(3), recurredAs("v0", 41_210));
    await page.getByRole("button", { name: "3 new" }).waitFor();
    await page.getByRole("cell", { name: "41,210" }).waitFor();
    expect([await rows(), await last.boundingBox()]).toEqual([before, place]);
    await page.getByRole("button", { name: "3 new" }).press("Enter");
    await page.locator('a[href="/violations/flood-3"]').waitFor();
    const flooded = [3, 2, 1].map((number) => `/violations/flood-${number}`);
    expect(await rows()).toEqual([...flooded, ...before]);
    expect(await page.getByRole("button", { name: /new/ }).count()).toBe(0);
  });

  it("take out what the filters leave out by now, and count nothing old as new", async () => {
    const before = await visitLive("/violations?status=open&severity=error");
    await happen({ type: "ViolationAcknowledged", id: "v2", by: "somebody" });
    await page.locator('a[href="/violations/v2"]').waitFor({ state: "detached" });
    expect(await rows()).toEqual(before.filter((row) => row !== "/violations/v2"));
    expect(await page.getByRole("button", { name: /new/ }).count()).toBe(0);
  });

  it("lose nothing and move nothing in a flood", async () => {
    const before = await visitLive();
    await page.locator("main .sentence > a").first().hover();
    for (let at = 10; at < 310; at += 100) {
      const flood = Array.from({ length: 100 }, (_, index) => openedAs(at + index));
      await happen(...flood, recurredAs("v1", at));
      expect(await rows()).toEqual(before);
    }
    await page.getByRole("cell", { name: "210", exact: true }).waitFor();
    expect(await rows()).toEqual(before);
    await page.getByRole("button", { name: "50 or more new" }).click();
    await page.locator('a[href="/violations/flood-309"]').waitFor();
    for (let shown = 50; shown <= 300; shown += 50) {
      await page.getByText(`The newest ${shown}`).waitFor();
      await page.getByRole("button", { name: "Show 50 older" }).click();
    }
    await page.getByText(`${300 + before.length} violations, all shown`).waitFor();
    expect(new Set(await rows()).size).toBe(300 + before.length);
  }, 60_000);
});
