import { describeWithTools } from "../../../../test/support/tools.ts";
import { ENDPOINT, FAILING, storeDeliveries } from "../testing/deliveries.ts";
import { accessibilityOf, overflowOf, startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";

interface Counted {
  items: { id: string; total: number; status: string; reason?: string }[];
}

describeWithTools(["chromium"], "sending webhooks again in a browser", () => {
  let pages: PagesUnderTest;

  beforeAll(async () => {
    pages = await startPages();
    await storeDeliveries(pages.served);
    await pages.served.project();
  }, 120_000);
  afterAll(() => pages?.stop());

  const open = (path: string, options?: { width?: number; dark?: boolean }) => pages.visit(path, options);
  const recorded = async () => (await pages.served.get<Counted>("/api/v1/redeliveries")).body.items;

  it("tells how it is with each endpoint, and how long answers take", async () => {
    const { page, complaints } = await open("/deliveries?integration=shop-parcels");
    await page.getByRole("link", { name: "Endpoints" }).click();
    await page
      .getByRole("heading", { level: 1, name: /endpoints? (fail|took)|fails?|No success was seen/ })
      .waitFor();
    await page.getByRole("link", { name: ENDPOINT }).first().waitFor();
    await page
      .getByText(/failures? in a row since/)
      .first()
      .waitFor();
    expect(await page.getByRole("img", { name: /^Of \d+ answers?: \d+ within/ }).count()).toBeGreaterThan(0);
    expect(await accessibilityOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("sends one again, and says where it goes before", async () => {
    const { page, complaints } = await open(`/deliveries/${FAILING}`);
    const opener = page.getByRole("button", { name: "Send again" });
    await opener.click();
    const dialog = page.getByRole("dialog", { name: "Send again" });
    await dialog.getByText(ENDPOINT).waitFor();
    await dialog.getByText("somebody on this machine").waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Send again");
    await opener.click();
    await dialog.getByLabel("Why").fill("<img src=x onerror=alert(7)>");
    await dialog.getByRole("button", { name: "Send 1 delivery" }).click();
    await page.waitForURL("**/redeliveries/*");
    await pages.served.project();
    await page.getByRole("heading", { level: 1, name: "0 of 1 delivery arrived; 1 to go" }).waitFor();
    await page.getByText("<img src=x onerror=alert(7)>").waitFor();
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "0 of 1 delivery arrived; 1 to go" }).waitFor();
    await page.getByRole("button", { name: "Stop 1 delivery" }).click();
    const [one] = await recorded();
    expect(one).toMatchObject({ total: 1, reason: "<img src=x onerror=alert(7)>" });
    expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
  });

  it("counts a filter's first: the number on the button is what is recorded", async () => {
    await pages.served.project();
    const { page, complaints } = await open("/deliveries?integration=shop-parcels&eventType=order.updated");
    await page.getByRole("button", { name: "Send these again" }).click();
    const dialog = page.getByRole("dialog", { name: "Send again" });
    const button = dialog.getByRole("button", { name: /Send \d+ deliver/ });
    await button.waitFor();
    const shown = Number(/\d+/.exec(await button.innerText())![0]);
    expect(shown).toBeGreaterThan(0);
    await button.click();
    await page.waitForURL("**/redeliveries/*");
    await pages.served.project();
    const id = page.url().split("/").at(-1);
    expect((await recorded()).find((row) => row.id === id)).toMatchObject({ total: shown });
    await page.getByRole("heading", { level: 1, name: new RegExp(`of ${shown} deliver`) }).waitFor();
    expect(await page.getByRole("row").count()).toBe(shown + 1);
    expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
  });

  it.each([
    ["/redeliveries", 390, true],
    ["/redeliveries", 1440, false],
    ["/deliveries/endpoints", 390, false],
    ["/deliveries/endpoints", 1440, true],
  ])("%s can be read by everybody at %i px (dark: %s)", async (path, width, dark) => {
    const { page } = await open(path, { width, dark });
    await page.getByRole("table").waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });
});
