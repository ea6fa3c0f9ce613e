import { Counter, createMetrics } from "./metrics.ts";

describe("metrics", () => {
  it("are written as OpenMetrics, each registry for itself", async () => {
    const metrics = createMetrics();
    createMetrics();
    new Counter({ name: "things", help: "Things seen", labelNames: ["kind"], registers: [metrics] }).inc({
      kind: 'a"\n',
    });
    const text = await metrics.metrics();
    expect(metrics.contentType).toMatch(/^application\/openmetrics-text/);
    expect(text).toContain('things_total{kind="a\\"\\n"} 1');
    expect(text).toContain("process_cpu_seconds_total");
    expect(text.trimEnd().endsWith("# EOF")).toBe(true);
  });
});
