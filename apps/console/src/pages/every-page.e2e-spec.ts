import { readFileSync } from "node:fs";
import { describeWithTools } from "../../../../test/support/tools.ts";
import { storeAlerts } from "../testing/alerts.ts";
import { FAILING, storeDeliveries } from "../testing/deliveries.ts";
import { storeMeasured } from "../testing/measured.ts";
import { accessibilityOf, overflowOf, startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";

const HOURS = 3;
/** An address for each route of the pages. */
const ADDRESSES: Readonly<Record<string, string>> = {
  "/": "/",
  "/violations": "/violations",
  "/violations/$id": "/violations/v4",
  "/integrations": "/integrations",
  "/integrations/$id": "/integrations/shop-levels",
  "/dead-letters": "/dead-letters",
  "/dead-letters/$id": "/dead-letters/1",
  "/deliveries": "/deliveries",
  "/deliveries/endpoints": "/deliveries/endpoints",
  "/deliveries/$id": `/deliveries/${FAILING}`,
  "/redeliveries": "/redeliveries",
  "/redeliveries/$id": "/redeliveries/none",
  "/service-levels": "/service-levels?integration=shop-levels",
  "/limits": "/limits?integration=shop-levels",
  "/not-documented": "/not-documented?integration=shop-levels",
  "/alerts": "/alerts",
  "/settings": "/settings",
  "/sign-in": "/sign-in",
};
/** What browsers report of answers that are refusals: there is no such redelivery. */
const REFUSED = /status of 404/;

const routes = [...readFileSync("apps/web/src/router.tsx", "utf8").matchAll(/\bpath: "([^"]+)"/g)].map(
  ([, path]) => path!,
);

it("visits every route that there is", () => {
  expect(Object.keys(ADDRESSES).sort()).toEqual(routes.sort());
});

describeWithTools(["chromium"], "every page", () => {
  let pages: PagesUnderTest;

  beforeAll(async () => {
    pages = await startPages();
    await storeDeliveries(pages.served);
    await storeAlerts(pages.served);
    await storeMeasured(pages.served, Date.now(), HOURS);
  }, 120_000);
  afterAll(() => pages?.stop());

  const open = async (path: string, width: number) => {
    const watched = await pages.visit(path, { width });
    await watched.page
      .getByRole("heading", { level: 1 })
      .or(watched.page.getByRole("alert"))
      .first()
      .waitFor();
    const waiting = watched.page.locator(".waiting");
    while ((await waiting.count()) > 0) await waiting.first().waitFor({ state: "detached" });
    return watched;
  };

  it.each(Object.entries(ADDRESSES))(
    "%s takes nothing for HTML, and complains of nothing",
    async (_, path) => {
      const { page, complaints } = await open(path, 1440);
      expect(await page.locator("main img, main script, main iframe").count()).toBe(0);
      expect(complaints.filter((text) => !REFUSED.test(text))).toEqual([]);
      expect(await accessibilityOf(page)).toEqual([]);
      await page.close();
    },
  );

  it.each(Object.entries(ADDRESSES))("%s fits 320 px, and a zoom of 200 %%", async (_, path) => {
    for (const width of [320, 720]) {
      const { page } = await open(path, width);
      expect({ width, overflow: await overflowOf(page) }).toEqual({ width, overflow: 0 });
      await page.close();
    }
  });
});
