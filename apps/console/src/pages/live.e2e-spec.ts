import type { Page } from "playwright-core";
import { describeWithTools } from "../../../../test/support/tools.ts";
import { cuttable } from "../testing/cuttable.ts";
import { startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";
import { openedAt } from "../testing/parcels.ts";

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
});
