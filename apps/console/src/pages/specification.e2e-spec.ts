import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describeWithTools } from "../../../../test/support/tools.ts";
import type { DocumentView } from "../documents/document-schemas.ts";
import { accessibilityOf, overflowOf, startPages, type PagesUnderTest } from "../testing/pages-in-browser.ts";
import { openedAt } from "../testing/parcels.ts";

const EXAMPLE = "examples/orders/orders-integration-spec.md";
const HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>";
const HOSTILE_TEXT = `# ${HOSTILE}

${HOSTILE} **${HOSTILE}** [a](javascript:alert(3))

\`\`\`yaml
environments:
  production:
    base_url: "https://a.example/${HOSTILE}"
    data: "${HOSTILE}"
\`\`\`

\`\`\`mermaid
sequenceDiagram
    participant A as ${HOSTILE.replaceAll(";", "")}
    A->>B: ${HOSTILE.replaceAll(";", "")}
\`\`\`
`;
const WIDE = { width: 1440, height: 900 };

describeWithTools(["chromium"], "the living specification", () => {
  const text = readFileSync(EXAMPLE, "utf8");
  const written = text.split("\n");
  let pages: PagesUnderTest;
  let page: Page;
  let complaints: string[];
  let address: string;
  let hostile: string;

  beforeAll(async () => {
    pages = await startPages();
    const { served } = pages;
    const id = await served.activateText("orders-integration-spec.md", text);
    hostile = `${pages.address}/integrations/${await served.activateText("hostile.md", HOSTILE_TEXT)}`;
    address = `${pages.address}/integrations/${id}`;
    const line = written.findIndex((row) => row.includes("minItems: 1")) + 1;
    const opened = openedAt(0);
    if (opened.type !== "ViolationOpened") throw new Error("an opening is expected");
    const now = new Date().toISOString();
    const clause = {
      path: "endpoint[POST /api/v1/orders].request.body.properties.items.minItems",
      file: "orders-integration-spec.md",
      line,
      text: "minItems: 1",
    };
    await served.appendViolation({
      ...opened,
      violation: {
        ...opened.violation,
        ...{ id: "x1", integration: id, environment: "production", clause, time: now },
        ...{ rule: "request.body-invalid", severity: "critical", message: HOSTILE, client: HOSTILE },
      },
    });
  });

  beforeEach(async () => {
    ({ page, complaints } = await pages.open({ viewport: WIDE }));
  });

  afterEach(() => page?.close());

  afterAll(() => pages?.stop());

  const open = async (suffix = ""): Promise<void> => {
    await page.goto(address + suffix);
    await page.getByRole("article").waitFor();
  };

  it("draws a bar for each clause of the API, and its counts add up", async () => {
    const answered = page.waitForResponse(/\/document\?/);
    await open();
    const { clauses } = (await (await answered).json()) as DocumentView;
    expect(await page.locator("main > div svg").first().locator("[data-state]").count()).toBe(clauses.length);
    const filters = await page
      .getByRole("group", { name: "Clauses shown" })
      .getByRole("button")
      .allTextContents();
    const [all, ...others] = filters.map((words) => Number(words.replace(/\D/g, "")));
    expect([all, others.reduce((sum, count) => sum + count, 0)]).toEqual([clauses.length, clauses.length]);
    await page.getByText(`${clauses.length} clauses,`).waitFor();
  });

  it("shows each line as it is written, on rows of exactly 24 px, and never green what is not known", async () => {
    await open();
    await page.getByRole("button", { name: "Source" }).click();
    const shown = await page.evaluate(
      `[...document.querySelectorAll("article [id^=L]")].filter((row) => row.querySelector(":scope > code")).map((row) => [row.id, row.querySelector(":scope > code").textContent, row.offsetHeight])`,
    );
    const rows = shown as [string, string, number][];
    expect(rows.length).toBeGreaterThan(300);
    for (const [id, line] of rows) expect([id, line]).toEqual([id, written[Number(id.slice(1)) - 1]]);
    expect(rows.filter(([, line, height]) => line.length < 70 && height !== 24)).toEqual([]);
    expect(await page.locator('main [data-state="held"]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it("brings the line that the URL names into view, and jumps to broken ones by key", async () => {
    await open("#L400");
    const box = await page.locator("#L400[aria-current]").boundingBox();
    expect(box!.y).toBeGreaterThan(130);
    expect(box!.y).toBeLessThan(WIDE.height);
    await page.keyboard.press("p");
    await page.locator("[data-broken]:focus-within").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: /items\.minItems/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("folds what is not asked for, and the URL says so", async () => {
    await open("?show=broken");
    expect(await page.locator("[data-broken]").count()).toBe(1);
    const fold = page.getByRole("button", { name: /^\d+ lines$/ }).first();
    const rows = await page.locator("article code").count();
    await fold.click();
    expect(await page.locator("article code").count()).toBeGreaterThan(rows);
    await page.getByRole("button", { name: /^All/ }).click();
    await page.waitForURL((url) => !url.searchParams.has("show"));
  });

  it("draws the sequence in the authors' order, and lists it on a narrow screen", async () => {
    await open();
    const drawing = page.getByRole("group", { name: /^Sequence of 12 steps/ });
    expect((await drawing.locator("text").allTextContents()).slice(0, 6)).toEqual([
      ...["Client", "API Gateway", "Order Service", "Inventory Service", "Payment Service"],
      "Notification Service",
    ]);
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByText("Order Service → Payment Service").waitFor();
    expect(await drawing.isVisible()).toBe(false);
  });

  it("shows text that would be markup as text", async () => {
    await page.goto(hostile);
    await page.getByRole("article").waitFor();
    expect(await page.getByRole("heading", { name: HOSTILE }).count()).toBeGreaterThan(0);
    expect(await page.locator("main img, main script, main a[href^='javascript']").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it.each([320, 390, 1440])("fits %i px and leaves axe nothing to find, light and dark", async (width) => {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await open(
        `?clause=${encodeURIComponent("endpoint[POST /api/v1/orders].request.body.properties.items.minItems")}`,
      );
      await page.getByRole("region", { name: /items\.minItems/ }).waitFor();
      expect([colorScheme, await overflowOf(page), await accessibilityOf(page), complaints]).toEqual([
        ...[colorScheme, 0, []],
        [],
      ]);
    }
  });
});
