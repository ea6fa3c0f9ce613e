import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clausewatch, EXAMPLE, startService, type RunningService } from "../support/clausewatch.ts";
import { promtool, startPrometheus, type RunningPrometheus } from "../support/prometheus.ts";
import { describeWithTools } from "../support/tools.ts";
import { until } from "../support/until.ts";

/** A changed checkout is built by the first command. */
jest.setTimeout(120_000);

const UPTIME = "environments.production.sla.uptime";
const LABELS = { integration: "storefront-orders-api", environment: "production", objective: "uptime" };
const series = (result: string): string =>
  `clausewatch_objective_events_total{integration="${LABELS.integration}",environment="production",objective="uptime",clause="${UPTIME}",result="${result}"}`;

let folder: string;
let rules: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clausewatch-prometheus-rules-"));
  rules = join(folder, "rules.yml");
  const { status, stdout, stderr } = await clausewatch(["export", "prometheus", "--spec", EXAMPLE]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  writeFileSync(rules, stdout);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeWithTools(["promtool"], "exported Prometheus rules", () => {
  it("are rules to promtool, nine for each of three objectives", () => {
    expect(promtool("check", "rules", rules)).toContain("27 rules found");
  });

  /** Alerts after `minutes` of traffic with so many good and bad requests a minute. */
  const alerts = (minutes: number, good: number, bad: number, expected: readonly string[]) => {
    const at = `${minutes}m`;
    const alertRule = (alertname: string) => ({
      alertname,
      eval_time: at,
      exp_alerts: expected.includes(alertname)
        ? [
            {
              exp_labels: {
                ...LABELS,
                clause: UPTIME,
                ...(alertname === "ClausewatchFastBurn"
                  ? { rule: "sla.fast-burn", severity: "critical" }
                  : { rule: "sla.slow-burn", severity: "warning" }),
                party: "provider",
              },
              exp_annotations: {
                summary: `The error budget of uptime (production) burns ${alertname === "ClausewatchFastBurn" ? "fast" : "slowly but steadily"}: ${percent(bad / (good + bad))} of requests are bad where 0.1% may be`,
                clause: 'orders-integration-spec.md:21  uptime: "99.9%"',
              },
            },
          ]
        : [],
    });
    return {
      interval: "1m",
      input_series: [
        { series: series("good"), values: `0+${good}x${minutes}` },
        { series: series("bad"), values: `0+${bad}x${minutes}` },
      ],
      alert_rule_test: [alertRule("ClausewatchFastBurn"), alertRule("ClausewatchSlowBurn")],
    };
  };
  const percent = (share: number): string => `${Number((share * 100).toPrecision(4))}%`;

  it("fire as the budget burns, and stay quiet while it lasts", () => {
    const file = join(folder, "rules.test.yml");
    const tests = [
      alerts(90, 1_999, 1, []),
      alerts(90, 980, 20, ["ClausewatchFastBurn", "ClausewatchSlowBurn"]),
      alerts(1_500, 996, 4, ["ClausewatchSlowBurn"]),
    ];
    writeFileSync(file, JSON.stringify({ rule_files: [rules], evaluation_interval: "1m", tests }));
    expect(promtool("test", "rules", file)).toContain("SUCCESS");
  });

  it("stand beside those on Clausewatch itself", () => {
    expect(promtool("check", "rules", "deploy/prometheus/clausewatch.rules.yml")).toContain("6 rules found");
    expect(promtool("check", "config", "deploy/prometheus/prometheus.yml")).toContain("SUCCESS");
  });

  it("leave what looks like a template in a specification alone", async () => {
    const spec = join(folder, "spec.md");
    const text =
      'environments:\n  live:\n    base_url: "https://a.example"\n    sla:\n      uptime: "99.9%" # {{ x }}\n';
    writeFileSync(spec, `# Shop\n\n\`\`\`yaml\n${text}\`\`\`\n`);
    const { stdout } = await clausewatch(["export", "prometheus", "--spec", spec]);
    const file = join(folder, "shop.yml");
    writeFileSync(file, stdout);
    expect(promtool("check", "rules", file)).toContain("9 rules found");
  });
});

describeWithTools(["prometheus"], "a Prometheus that scrapes Clausewatch", () => {
  let service: RunningService;
  let prometheus: RunningPrometheus;

  beforeAll(async () => {
    service = await startService(["up", "--demo"], { DATA_FOLDER: join(folder, "data"), SPECS: "" });
    const { host } = new URL(service.address);
    prometheus = await startPrometheus({ targets: [host], ruleFiles: [rules] });
  });

  afterAll(async () => {
    await prometheus?.stop();
    await service?.end("SIGTERM");
  });

  const sum = async (expression: string): Promise<number> =>
    Number((await prometheus.query(`sum(${expression})`))[0]?.value[1] ?? 0);

  it("finds the monitor's figures and those of the integration it watches", async () => {
    const all = [
      "clausewatch_records_judged_total",
      'clausewatch_requests_total{environment="production"}',
      series("good"),
      'clausewatch_violations_total{party="provider"}',
      "clausewatch_request_duration_seconds_bucket",
    ];
    for (const expression of all)
      await until(`${expression} is above 0`, async () => (await sum(expression)) > 0, service.log);
    expect(await sum("up")).toBe(1);
    const p95 = await prometheus.query(
      "histogram_quantile(0.95, sum by (le) (clausewatch_request_duration_seconds_bucket))",
    );
    expect(Number(p95[0]!.value[1])).toBeGreaterThan(0);
  });

  it("evaluates every exported rule", async () => {
    const evaluated = async (): Promise<string[]> => {
      const { data } = (await prometheus.get("/api/v1/rules")) as {
        data: { groups: { rules: { name: string; health: string }[] }[] };
      };
      return data.groups.flatMap((group) => group.rules.map(({ health }) => health));
    };
    await until("every rule is evaluated", async () => !(await evaluated()).includes("unknown"), service.log);
    expect(new Set(await evaluated())).toEqual(new Set(["ok"]));
    expect(await evaluated()).toHaveLength(27);
  });
});
