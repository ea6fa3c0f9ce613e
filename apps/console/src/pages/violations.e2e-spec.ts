import { describeWithTools } from "../../../../test/support/tools.ts";
import type { ObservedEvent } from "../console-options.ts";
import { openedAt } from "../testing/parcels.ts";
import { accessibilityOf, overflowOf, startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";

const MARKUP = "<img src=x onerror=alert(4)>";

const exchange = (id: string, orderId: string): ObservedEvent => ({
  partition: 1,
  offset: 7,
  event: {
    id,
    source: "urn:gateway",
    time: "2024-03-01T10:00:00.204Z",
    data: {
      method: "POST",
      url: "https://api.parcels.example/parcels",
      request: { headers: [["x-note", MARKUP]], bodyText: '{"weight":1}' },
      response: {
        status: 201,
        headers: {},
        bodyText: JSON.stringify({ order_id: orderId, status: "new", at: id, note: MARKUP }),
      },
    },
  },
});

const STREAM = [exchange("x1", "O-1"), exchange("x2", "O-2")];

describeWithTools(["chromium"], "violations in a browser", () => {
  let pages: PagesUnderTest;

  beforeAll(async () => {
    pages = await startPages({
      observed: (_, texts) =>
        Promise.resolve(STREAM.filter(({ event }) => texts.includes(JSON.stringify(event["id"])))),
    });
    const opened = openedAt(0);
    if (opened.type !== "ViolationOpened") throw new Error("an opening is expected");
    for (let number = 10; number < 30; number++)
      await pages.served.appendViolation({
        ...opened,
        violation: {
          ...opened.violation,
          id: `v${number}`,
          rule: "idempotency.duplicate-effect",
          severity: "critical",
          time: new Date(Date.now() - number * 60_000).toISOString(),
          message: `One key created two orders, number ${number} ${MARKUP}`,
          eventIds: ["x1", "x2"],
          evidence: { expected: "O-1", actual: "O-2", pointer: "/order_id" },
        },
      });
  }, 120_000);
  afterAll(() => pages?.stop());

  const open = async (path: string, width = 1440, colorScheme: "light" | "dark" = "light") => {
    const watched = await pages.open({ viewport: { width, height: 1000 }, colorScheme });
    watched.page.setDefaultTimeout(6000);
    await watched.page.goto(`${pages.address}${path}`);
    return watched;
  };

  it("lists 14 rows on a screen, with their course, and chooses and acts on some by keyboard", async () => {
    const { page, complaints } = await open("/violations");
    await page.getByText("25 violations, all shown").waitFor();
    const bottoms = await page.evaluate<number[]>(
      "[...document.querySelectorAll('tbody tr')].map((row) => row.getBoundingClientRect().bottom)",
    );
    expect(bottoms.filter((bottom) => bottom <= 1000).length).toBeGreaterThanOrEqual(14);
    expect(await page.locator(".course svg").count()).toBe(25);
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.getByRole("button", { name: "Acknowledge 2 violations" }).click();
    await page.getByRole("button", { name: "Acknowledge 2 violations" }).waitFor({ state: "detached" });
    await pages.served.project();
    const { items } = (await pages.served.get("/api/v1/violations?status=acknowledged")).body;
    expect(items.map(({ id }) => id)).toEqual(["v10", "v11"]);
    expect(complaints).toEqual([]);
  });

  it("groups them, and unfolds a group as the URL says", async () => {
    const { page } = await open("/violations?by=client");
    const group = page.getByRole("button", { name: "shop" });
    await page.getByText("25 violations, 25 unresolved", { exact: false }).waitFor();
    await group.click();
    await page.getByRole("table").waitFor();
    expect(page.url()).toContain("open=shop-parcels");
    await page.reload();
    await page.getByRole("table").waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
  });

  it("shows the causing events side by side, what is broken marked, and says who looks after it", async () => {
    const { page, complaints } = await open("/violations/v20");
    await page.getByRole("heading", { level: 1, name: /One key created two orders/ }).waitFor();
    await page.getByLabel("response body of x2").waitFor();
    const looks = (look: string) => page.locator(`article [data-look="${look}"]`).allInnerTexts();
    expect(await looks("broken")).toEqual(['  "order_id": "O-1",', '  "order_id": "O-2",']);
    expect(await looks("differs")).toEqual(['  "at": "x1",', '  "at": "x2",']);
    expect(await page.locator("img").count()).toBe(0);
    await page.getByLabel("Assign to").selectOption("somebody on this machine");
    await page.getByText("somebody on this machine takes it").waitFor();
    await page.getByRole("heading", { name: "The same, lately" }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("says of what is not kept that it is not", async () => {
    const { page } = await open("/violations/v4");
    await page.getByText(/not kept: the observation stream holds it no longer/).waitFor();
  });

  it.each([
    ["/violations", 390, "light"],
    ["/violations", 1440, "dark"],
    ["/violations/v21", 390, "dark"],
    ["/violations/v21", 1440, "light"],
  ] as const)("can be read by everybody at %s, %i px, %s", async (path, width, scheme) => {
    const { page } = await open(path, width, scheme);
    await page
      .locator(path === "/violations" ? "tbody tr" : "article")
      .first()
      .waitFor();
    expect(await accessibilityOf(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  });
});
