import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAlertmanager, type RunningAlertmanager } from "../support/alertmanager.ts";
import { startService, type RunningService } from "../support/clausewatch.ts";
import { describeWithTools } from "../support/tools.ts";
import { until } from "../support/until.ts";
import { parcel, PARCELS } from "./parcels.ts";

/** A changed checkout is built by the first command. */
jest.setTimeout(180_000);

interface Listed {
  items: { id: string; outcome?: string; receiver?: string }[];
}

describeWithTools(["prometheus-alertmanager"], "a violation, and an Alertmanager", () => {
  let folder: string;
  let alertmanager: RunningAlertmanager;
  let service: RunningService;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "clausewatch-alertmanager-e2e-"));
    const spec = join(folder, "parcels.md");
    writeFileSync(spec, PARCELS);
    alertmanager = await startAlertmanager();
    service = await startService(["up"], {
      DATA_FOLDER: join(folder, "data"),
      SPECS: spec,
      ALERTMANAGER_URL: alertmanager.url,
      PUBLIC_URL: "https://watch.example",
    });
  });

  afterAll(async () => {
    await service?.end("SIGTERM");
    await alertmanager?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const list = async (path: string): Promise<Listed> =>
    (await (await fetch(service.address + path)).json()) as Listed;

  it("is told who broke which clause, once, and that it is over once a person has resolved it", async () => {
    const routing = { route: { receivers: ["alertmanager"], groupWait: "1s", groupInterval: "1s" } };
    const set = await fetch(`${service.address}/api/v1/routing`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(routing),
    });
    expect([set.status, set.ok ? "" : await set.text()]).toEqual([200, ""]);
    const sent = await fetch(`${service.address}/v1/events`, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: ["a", "b", "c"].map((id) => JSON.stringify(parcel(id, 0))).join("\n"),
    });
    expect(sent.status).toBe(202);
    await until("Alertmanager has it", async () => (await alertmanager.alerts()).length > 0, service.log);
    const alerts = await alertmanager.alerts();
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({
      labels: {
        alertname: "request.body-invalid",
        severity: "error",
        party: "consumer",
        integration: "shop-parcels",
        endpoint: "POST /parcels",
      },
      annotations: {
        summary: expect.stringContaining("weight is 0"),
        clause: expect.stringMatching(/^parcels\.md:\d+ {2}minimum: 1$/),
      },
      generatorURL: expect.stringContaining("https://watch.example/violations/"),
    });
    const { items } = await list("/api/v1/violations?rule=request.body-invalid");
    expect(items.length).toBeGreaterThan(0);
    for (const { id } of items)
      expect((await fetch(`${service.address}/api/v1/violations/${id}/resolve`, { method: "POST" })).ok).toBe(
        true,
      );
    await until("it is over", async () => (await alertmanager.alerts()).length === 0, service.log, 120_000);
    const told = await list(`/api/v1/notifications?violation=${items[0]!.id}`);
    expect(told.items.filter(({ outcome }) => outcome === "sent").map(({ receiver }) => receiver)).toContain(
      "alertmanager",
    );
  });
});
