import type { Browser, Page } from "playwright-core";

const OBSERVE = `
  window.tasks = [];
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: "longtask", buffered: true });
  window.reports = [];
  document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => window.reports.push(violatedDirective));`;

const ROWS = `[...document.querySelectorAll("main .sentence > a")].map((link) => link.getAttribute("href"))`;

/** A page in a browser of its own, whose long tasks (over 50 ms) are written down. */
export interface WatchedPage {
  page: Page;
  /** How long after the navigation began the page was what it should be, without its live updates. */
  shownMs: number;
  /** The long tasks since this was asked last. */
  tasks(): Promise<number[]>;
  /** The rows of its list, in order. */
  rows(): Promise<string[]>;
  /** What broke the content security policy. */
  reports(): Promise<string[]>;
}

/** Opens a page and waits until a selector shows. */
export const watch = async (browser: Browser, address: string, shown: string): Promise<WatchedPage> => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(OBSERVE);
  await page.goto(address, { waitUntil: "commit" });
  await page.locator(shown).first().waitFor({ timeout: 60_000 });
  const shownMs = await page.evaluate<number>("performance.now()");
  return {
    page,
    shownMs,
    tasks: () => page.evaluate<number[]>("window.tasks.splice(0)"),
    rows: () => page.evaluate<string[]>(ROWS),
    reports: () => page.evaluate<string[]>("window.reports"),
  };
};
