import type { Page } from "playwright-core";
import { describeWithTools } from "../../../../test/support/tools.ts";
import { accessibilityOf, overflowOf, startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";

const PASSWORD = "correct horse battery";
const HOSTILE = `<img src=x onerror="document.title='broken'">`;

describeWithTools(["chromium"], "the pages about who may do what", () => {
  let pages: PagesUnderTest;
  let page: Page;

  beforeAll(async () => {
    pages = await startPages();
    ({ page } = await pages.open({ viewport: { width: 1440, height: 900 } }));
  });

  afterAll(() => pages?.stop());

  const signIn = async (name: string, password: string): Promise<void> => {
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };

  it("says that everybody on this machine may do everything, and lets the first person in", async () => {
    await page.goto(`${pages.address}/settings`);
    await page.getByText("whoever uses this machine may do everything").waitFor();
    const form = page.getByRole("form", { name: "Let a person in" });
    await form.getByLabel("Name or e-mail address").fill("ada");
    await form.getByLabel("Role").selectOption("admin");
    await form.getByLabel(/^Password/).fill(PASSWORD);
    await form.getByRole("button", { name: "Let in" }).click();
    await page.waitForURL("**/sign-in?then=%2Fsettings", { timeout: 20_000 });
  });

  it("refuses a wrong password, and goes back to where somebody came from", async () => {
    await signIn("ada", "wrong horse battery");
    await page.getByText("Name or password is wrong.").waitFor();
    await signIn("ada", PASSWORD);
    await page.waitForURL("**/settings");
    await page.getByRole("cell", { name: "with a password" }).waitFor();
  });

  it("makes a key, shows it once, and ends it", async () => {
    const form = page.getByRole("form", { name: "Make a key" });
    await form.getByLabel("Name", { exact: true }).fill(HOSTILE);
    await form.getByLabel("Role").selectOption("viewer");
    await form.getByRole("button", { name: "Make a key" }).click();
    const shown = await page.getByRole("status").locator("code").textContent();
    expect(shown).toMatch(/^cw_[\w-]{43}$/);
    const read = () =>
      fetch(`${pages.address}/api/v1/violations`, { headers: { authorization: `Bearer ${shown}` } });
    expect((await read()).status).toBe(200);
    await page.getByRole("button", { name: /^End / }).click();
    await page.getByRole("cell", { name: /^ended/ }).waitFor();
    expect((await read()).status).toBe(401);
    expect(await page.title()).not.toContain("broken");
  });

  it.each([
    ["/settings", "light", 1440],
    ["/settings", "dark", 390],
  ] as const)("%s is accessible in %s at %i px", async (path, colorScheme, width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(pages.address + path);
    await page.getByRole("cell", { name: "with a password" }).waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });

  it("acts under the name of who has signed in", async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${pages.address}/violations/v2`);
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await page.getByText("ada", { exact: false }).first().waitFor();
  });

  it("shows a viewer what is there, and says whom the rest is for", async () => {
    await page.goto(`${pages.address}/settings`);
    const form = page.getByRole("form", { name: "Let a person in" });
    await form.getByLabel("Name or e-mail address").fill("vera");
    await form.getByLabel("Role").selectOption("viewer");
    await form.getByLabel(/^Password/).fill(PASSWORD);
    await form.getByRole("button", { name: "Let in" }).click();
    await page.getByRole("cell", { name: "vera", exact: true }).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in?then=%2Fsettings");
    await signIn("vera", PASSWORD);
    await page.getByText("This is for the role auditor; vera has the role viewer.").first().waitFor();
    await page.goto(`${pages.address}/violations`);
    await page.getByText("5 violations, all shown").waitFor();
  });

  it.each([
    ["//attacker.example", "/violations"],
    ["https://attacker.example", "/violations"],
  ])("never leads to %s", async (then) => {
    await page.goto(`${pages.address}/sign-in?${new URLSearchParams({ then })}`);
    await page.waitForURL(`${pages.address}/`);
  });
});
