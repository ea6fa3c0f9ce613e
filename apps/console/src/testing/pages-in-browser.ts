import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContextOptions, type Page } from "playwright-core";
import { findTool } from "../../../../test/support/tools.ts";
import { startConsole } from "./console-under-test.ts";

/** A page with everything that it complained of. */
export interface WatchedPage {
  page: Page;
  complaints: string[];
}

const AXE = "node_modules/axe-core/axe.min.js";

/** The pages, built and served by a console, in a real browser. */
export const startPages = async (settings: Parameters<typeof startConsole>[0] = {}) => {
  const folder = mkdtempSync(join(tmpdir(), "clausewatch-pages-"));
  const vite = ["node_modules/vite/bin/vite.js", "build", "apps/web", "--outDir", folder, "--emptyOutDir"];
  // As they are shipped: without this, the tests' own NODE_ENV would build React for development.
  execFileSync(process.execPath, [...vite, "--logLevel", "error"], {
    env: { ...process.env, NODE_ENV: "production" },
  });
  const served = await startConsole(settings);
  const address = await served.listen(folder);
  const browser = await chromium.launch({ executablePath: findTool("chromium"), args: ["--no-sandbox"] });
  const open = async (options: BrowserContextOptions = {}): Promise<WatchedPage> => {
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    return { page, complaints };
  };
  return {
    served,
    address,
    /** Where the built files are. */
    folder,
    open,
    /** The page of a path, as wide and as bright as asked for. */
    visit: async (path: string, { width = 1440, dark = false } = {}): Promise<WatchedPage> => {
      const watched = await open({
        viewport: { width, height: 1000 },
        ...(dark && { colorScheme: "dark" as const }),
      });
      watched.page.setDefaultTimeout(10_000);
      await watched.page.goto(`${address}${path}`);
      return watched;
    },
    stop: async () => {
      await browser.close();
      await served.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

export type PagesUnderTest = Awaited<ReturnType<typeof startPages>>;

/** How far the page can be scrolled sideways. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - window.innerWidth");

/** What axe finds wrong with the page as it stands. */
export const accessibilityOf = async (page: Page): Promise<string[]> => {
  await page.evaluate(readFileSync(AXE, "utf8"));
  return page.evaluate(
    "axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`)))",
  );
};
