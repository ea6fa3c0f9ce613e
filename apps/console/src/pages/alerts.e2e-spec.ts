import { describeWithTools } from "../../../../test/support/tools.ts";
import { storeAlerts } from "../testing/alerts.ts";
import { accessibilityOf, overflowOf, startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";

describeWithTools(["chromium"], "alerts in a browser", () => {
  let pages: PagesUnderTest;

  beforeAll(async () => {
    pages = await startPages();
    await storeAlerts(pages.served);
  }, 120_000);
  afterAll(() => pages?.stop());

  const open = (path: string, options?: { width?: number; dark?: boolean }) => pages.visit(path, options);

  it("says what fires, who was told, and leads to its violations", async () => {
    const { page, complaints } = await open("/alerts");
    await page.getByRole("heading", { level: 1, name: "1 alert fires; somebody was told of each" }).waitFor();
    expect(await page.getByRole("row").nth(1).innerText()).toMatch(/team told/);
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/violations?rule=environment.unknown-origin**");
    await page.getByText("5 violations, all shown").waitFor();
    expect(complaints).toEqual([]);
  });

  it("shows what a silence holds back before it is made, makes it and ends it", async () => {
    const { page, complaints } = await open("/alerts?view=silences");
    const opener = page.getByRole("button", { name: "Make a silence" });
    await opener.click();
    const dialog = page.getByRole("dialog", { name: "Silence" });
    await dialog.getByText("At least one matcher is needed").waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Make a silence");
    await opener.click();
    await dialog.getByLabel("What it matches").fill('integration="shop-parcels"');
    await dialog.getByText("It holds back 1 alert of now, with 1 violation").waitFor();
    await dialog.getByLabel("Why").fill("<img src=x onerror=alert(6)>");
    await dialog.getByRole("button", { name: "Silence" }).click();
    await dialog.waitFor({ state: "detached" });
    await pages.served.project();
    await page.getByRole("cell", { name: /<img src=x onerror=alert\(6\)>/ }).waitFor();
    expect(await page.locator("main img").count()).toBe(0);
    const ended = page.waitForResponse((answer) => answer.url().endsWith("/expire"));
    await page.getByRole("button", { name: "End now" }).click();
    expect((await ended).status()).toBe(200);
    await pages.served.project();
    await page.getByRole("cell", { name: "expired" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("answers why nobody was told, narrowed by the URL", async () => {
    const { page, complaints } = await open("/alerts?view=history");
    await page.getByText("4 notifications, all shown").waitFor();
    await page.getByLabel("Outcome").selectOption("held");
    await page.getByText("2 notifications, all shown").waitFor();
    expect(page.url()).toContain("outcome=held");
    expect(await page.getByRole("table").innerText()).toMatch(/a silence matches it; by s1/);
    await page.reload();
    await page.getByText("2 notifications, all shown").waitFor();
    expect(complaints).toEqual([]);
  });

  it("declares maintenance and withdraws it", async () => {
    const { page, complaints } = await open("/alerts?view=maintenance&integration=shop-parcels");
    await page.getByText("No maintenance was declared").waitFor();
    await page.getByLabel("From").fill("2024-03-02T10:00");
    await page.getByLabel("To").fill("2024-03-02T11:00");
    await page.getByLabel("Why").fill("a move");
    const answered = (path: string) =>
      page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith(path));
    const declared = answered("/maintenance");
    await page.getByRole("button", { name: "Declare maintenance" }).click();
    expect((await declared).status()).toBe(201);
    await pages.served.project();
    const withdrawn = answered("/withdraw");
    await page.getByRole("button", { name: "Withdraw" }).click();
    expect((await withdrawn).status()).toBe(200);
    await pages.served.project();
    await page.getByRole("cell", { name: "withdrawn", exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it.each([
    ["", 390, true],
    ["", 1440, false],
    ["?view=silences", 390, false],
    ["?view=history", 390, false],
    ["?view=history", 1440, true],
    ["?view=maintenance", 390, true],
  ])("/alerts%s can be read by everybody at %i px (dark: %s)", async (view, width, dark) => {
    const { page } = await open(`/alerts${view}`, { width, dark });
    await page.getByRole("heading", { level: 1, name: /fires/ }).waitFor();
    await page.getByRole("status", { name: "" }).first().waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });
});
