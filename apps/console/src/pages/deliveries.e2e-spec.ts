import { BEFORE, FAILING, MARKUP, storeDeliveries } from "../testing/deliveries.ts";
import { describeWithTools } from "../../../../test/support/tools.ts";
import { accessibilityOf, overflowOf, startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";

describeWithTools(["chromium"], "webhook deliveries in a browser", () => {
  let pages: PagesUnderTest;

  beforeAll(async () => {
    pages = await startPages();
    await storeDeliveries(pages.served);
    await pages.served.project();
  }, 120_000);
  afterAll(() => pages?.stop());

  const open = async (path: string, width = 1440) => {
    const watched = await pages.open({ viewport: { width, height: 1000 } });
    watched.page.setDefaultTimeout(6000);
    await watched.page.goto(`${pages.address}${path}`);
    return watched;
  };

  it("shows one against its schedule, from both sides", async () => {
    const { page, complaints } = await open(`/deliveries/${FAILING}`);
    await page.getByRole("heading", { level: 1, name: /order.updated evt_2 has not arrived/ }).waitFor();
    const attempts = page.getByRole("table").first();
    expect(await attempts.getByRole("row").count()).toBe(4);
    expect(await attempts.innerText()).toMatch(/2 min early/);
    expect(await page.getByRole("cell", { name: "sent, never received" }).count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it("shows payloads and headers as text, whatever they hold", async () => {
    const { page, complaints } = await open(`/deliveries/${FAILING}?attempt=attempt-b`);
    await page.getByLabel("Payload", { exact: true }).getByText(MARKUP).waitFor();
    expect(await page.getByRole("cell", { name: MARKUP }).count()).toBe(1);
    expect(await page.locator("img").count()).toBe(0);
    await page.getByLabel("curl command").getByText("--data-raw").waitFor();
    expect(complaints).toEqual([]);
  });

  it("holds a payload against the event before, as the address says", async () => {
    const { page } = await open(`/deliveries/${FAILING}?attempt=attempt-b`);
    await page.getByLabel("Held against").selectOption("before");
    await page.getByText("1 value differs").waitFor();
    expect(page.url()).toContain("against=before");
    expect(await page.locator(".differs").allInnerTexts()).toEqual([
      expect.stringContaining('"new"'),
      expect.stringContaining('"paid"'),
    ]);
    await page.reload();
    await page.getByText("1 value differs").waitFor();
  });

  it("says where nothing is kept", async () => {
    const { page } = await open(`/deliveries/${FAILING}?attempt=attempt-d`);
    await page.getByText("not kept: it was not captured, has expired or was erased").first().waitFor();
  });

  it("finds one among all by its event, and leads to it", async () => {
    const { page, complaints } = await open("/violations");
    await page.getByRole("link", { name: "Webhooks" }).click();
    await page.getByText("3 deliveries, all shown").waitFor();
    await page.getByLabel("Event", { exact: true }).fill("evt_2");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: /evt_3/ }).waitFor({ state: "detached" });
    expect(page.url()).toContain("eventId=evt_2");
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByRole("link", { name: "order.updated evt_2" }).click();
    await page.getByRole("heading", { level: 1, name: /order.updated evt_2 has not arrived/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it.each([390, 1440])("can be read by everybody at %i px", async (width) => {
    const { page } = await open(`/deliveries/${BEFORE}`, width);
    await page.getByRole("heading", { level: 1, name: "order.updated evt_1 was delivered" }).waitFor();
    await page.getByLabel("Payload", { exact: true }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });
});
