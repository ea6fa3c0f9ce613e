import { findings, ofMarkdown, ofYaml } from "../testing/load.ts";

const live = (text: string) => `environments:\n  live:\n${text.replace(/^/gm, "    ")}\n`;
const RULE = "lint.sla-underspecified";

it("says all that is left open, and what is assumed", () => {
  const text = live(
    'sla: { uptime: "99.9%", response_time_p95: "<200ms" }\nmaintenance_window: Sundays 02:00-04:00 UTC',
  );
  const [finding, ...others] = findings(ofYaml(text), RULE);
  expect(others).toEqual([]);
  expect(finding).toMatch(/^3: The service levels of live .*uptime: "99\.9%"/);
  for (const words of [
    "over which period",
    'what "up" means',
    "02:00-04:00 UTC` is excluded",
    "each calendar month (UTC)",
  ])
    expect(finding).toContain(words);
});

it.each([
  ['uptime: "99.9%", period: monthly', ["up"]],
  ['uptime: "99.9%", definition: "a request that is not answered with 5xx"', ["period"]],
  ['response_time_p95: "<200ms"', ["period"]],
])("asks only what %j leaves open", (sla, open) => {
  const finding = findings(ofYaml(live(`sla: { ${sla} }`)), RULE).join();
  expect(
    [/which period/.test(finding) && "period", /what "up" means/.test(finding) && "up"].filter(Boolean),
  ).toEqual(open);
  expect(finding).not.toContain("excluded");
});

it.each([
  [
    "nothing is left open",
    ofYaml(live('sla:\n  uptime: "99.9%"\n  measured: "per calendar month; 5xx counts as down"')),
  ],
  ["nothing is promised", ofYaml(live("base_url: https://a.example"))],
  [
    "prose says it",
    ofMarkdown(
      `# T\n\nThe uptime is measured per quarter; a 5xx answer is down. Maintenance is excluded.\n\n\`\`\`yaml\n${live(
        'sla: { uptime: "99.9%" }\nmaintenance_window: Sundays 02:00-04:00 UTC',
      )}\`\`\`\n`,
    ),
  ],
])("says nothing where %s", (_, specification) => expect(findings(specification, RULE)).toEqual([]));
