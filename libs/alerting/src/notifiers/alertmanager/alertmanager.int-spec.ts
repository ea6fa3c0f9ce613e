import { guardedLookup, systemClock } from "#platform";
import { startAlertmanager, type RunningAlertmanager } from "../../../../../test/support/alertmanager.ts";
import { describeWithTools } from "../../../../../test/support/tools.ts";
import { alert, notification } from "../notifiers.fixture.ts";
import { alertmanagerNotifier } from "./alertmanager-notifier.ts";

describeWithTools(["prometheus-alertmanager"], "a real Alertmanager", () => {
  let alertmanager: RunningAlertmanager;

  beforeAll(async () => {
    alertmanager = await startAlertmanager();
  });

  afterAll(() => alertmanager?.stop());

  const send = (...alerts: ReturnType<typeof alert>[]) =>
    alertmanagerNotifier("alertmanager", alertmanager.url, {
      lookup: guardedLookup([]),
      clock: systemClock,
    }).send(notification({ alerts }), new AbortController().signal);

  it("takes an alert, knows it again, and lets go of it once it is over", async () => {
    const startsAtMs = Date.now() - 60_000;
    const other = alert({ labels: { ...alert().labels, client: "other" }, startsAtMs });
    expect(await send(alert({ startsAtMs }), other)).toEqual({ kind: "sent", detail: "answered 200" });
    expect(await send(alert({ startsAtMs }))).toMatchObject({ kind: "sent" });
    const [first, ...others] = (await alertmanager.alerts()).filter(({ labels }) => labels.client === "shop");
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      labels: alert().labels,
      annotations: { clause: "spec.md:120  minimum: 1" },
      startsAt: new Date(startsAtMs).toISOString(),
      generatorURL: "https://watch.example/violations/v1",
      status: { state: expect.stringMatching(/active|unprocessed/) },
    });
    await send(alert({ startsAtMs, endsAtMs: Date.now() }));
    expect((await alertmanager.alerts()).map(({ labels }) => labels.client)).toEqual(["other"]);
  });

  it("says why where it takes an alert badly", async () => {
    expect(await send(alert({ labels: {} }))).toMatchObject({
      kind: "refused",
      detail: expect.stringContaining("answered 400"),
    });
  });
});
