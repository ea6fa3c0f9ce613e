import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { parse } from "yaml";
import { startService, type RunningService } from "../support/clausewatch.ts";
import { startPrometheus, type RunningPrometheus } from "../support/prometheus.ts";
import { describeWithTools } from "../support/tools.ts";
import { until } from "../support/until.ts";
import { dashboards, filled, type Panel } from "./dashboard-queries.ts";
import { embeddedDatabase } from "./embedded-database.ts";

/** A changed checkout is built by the first command. */
jest.setTimeout(180_000);

const GRAFANA = "deploy/grafana";
const INTEGRATION = "storefront-orders-api";

const overlap = ({ gridPos: a }: Panel, { gridPos: b }: Panel): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

describe.each(dashboards.map((dashboard) => [dashboard.uid, dashboard] as const))("%s", (_uid, dashboard) => {
  const { panels, schemaVersion } = dashboard;

  it("is laid out on Grafana's grid", () => {
    expect(schemaVersion).toBeGreaterThanOrEqual(40);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    for (const [at, panel] of panels.entries())
      for (const other of panels.slice(at + 1))
        expect([panel.title, overlap(panel, other)]).toEqual([panel.title, false]);
  });

  it("asks the data sources that are provisioned, each query by an id of its own", () => {
    const { datasources } = parse(
      readFileSync(`${GRAFANA}/provisioning/datasources/clausewatch.yaml`, "utf8"),
    ) as { datasources: { uid: string }[] };
    const uids = datasources.map(({ uid }) => uid);
    for (const { type, title, targets } of panels) {
      if (type === "row") continue;
      expect(title).not.toBe("");
      expect(targets!.length).toBeGreaterThan(0);
      expect(new Set(targets!.map(({ refId }) => refId)).size).toBe(targets!.length);
      for (const { datasource } of targets!) expect(uids).toContain(datasource.uid);
    }
  });
});

describeWithTools(["python3"], "the dashboards' sources", () => {
  it("build what is committed", () => {
    execFileSync(process.execPath, ["scripts/dashboards.mjs", "--check"], { stdio: "pipe" });
  });
});

describeWithTools(["prometheus"], "dashboards over simulated traffic", () => {
  let folder: string;
  let service: RunningService;
  let prometheus: RunningPrometheus;
  let grafana: pg.Client;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "clausewatch-dashboards-"));
    service = await startService(["up", "--demo"], { DATA_FOLDER: join(folder, "data"), SPECS: "" });
    prometheus = await startPrometheus({ targets: [new URL(service.address).host] });
    grafana = new pg.Client({ connectionString: embeddedDatabase(join(folder, "data")).url });
    await grafana.connect();
    await grafana.query(readFileSync(`${GRAFANA}/read-only-role.sql`, "utf8"));
    await grafana.query("SET ROLE clausewatch_grafana");
  });

  afterAll(async () => {
    await grafana?.end();
    await prometheus?.stop();
    await service?.end("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  });

  const now = Date.now();
  const ask = (query: string): string => filled(query, INTEGRATION, now - 4 * 3_600_000, Date.now() + 60_000);
  const rowsOf = async ({ expr, rawSql }: { expr?: string; rawSql?: string }): Promise<number> =>
    expr === undefined
      ? (await grafana.query(ask(rawSql!))).rows.length
      : (await prometheus.query(ask(expr))).filter(({ value }) => value[1] !== "NaN").length;

  it("gives rows for every panel and variable", async () => {
    const panels = dashboards.flatMap(({ title, panels: all }) =>
      all.flatMap((panel) =>
        (panel.targets ?? []).map((target) => ({ name: `${title}: ${panel.title}`, target })),
      ),
    );
    expect(panels.length).toBeGreaterThan(40);
    for (const { name, target } of panels)
      await until(`${name} has rows`, async () => (await rowsOf(target)) > 0, service.log);
    const variables = dashboards.flatMap(({ templating }) => templating.list);
    for (const { type, query } of variables)
      if (type === "query") expect((await grafana.query(query)).rows).toEqual([{ id: INTEGRATION }]);
  });

  it("takes every annotation's query", async () => {
    for (const { annotations } of dashboards)
      for (const { target } of annotations.list) await grafana.query(ask(target.rawSql));
  });

  it.each([
    "DELETE FROM violation",
    "SELECT bytes FROM dead_letter",
    "SELECT data FROM event",
    "SELECT * FROM content",
  ])("lets Grafana's role do nothing else: %s", async (statement) => {
    await expect(grafana.query(statement)).rejects.toThrow(/permission denied|read-only/);
  });
});
