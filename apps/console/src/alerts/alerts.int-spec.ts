import {
  alertId,
  flush,
  identityLabels,
  initialSettings,
  openDispatch,
  takeEvent,
  type NotificationEvent,
} from "#alerting";
import { appendToStream, inTransaction } from "#event-store";
import { sha256Hex } from "#platform";
import { saveDispatch } from "#read-models";
import { startConsole, type ConsoleUnderTest } from "../testing/console-under-test.ts";
import { openedAt } from "../testing/parcels.ts";

const NOW = Date.parse("2024-03-01T10:10:00.000Z");
let served: ConsoleUnderTest;
let id: string;

const opened = openedAt(4);

const append = (n: number, data: NotificationEvent) =>
  appendToStream(
    served.pool,
    "notification-shop-parcels-2024-03",
    [{ eventId: `n${n}`, type: data.type, source: "shop-parcels", occurredAtMs: NOW + n * 1000, data }],
    "any",
  );

beforeAll(async () => {
  served = await startConsole();
  if (opened.type !== "ViolationOpened") return;
  id = alertId(identityLabels(opened.violation), sha256Hex);
  const dispatch = openDispatch({ alerts: [], groups: [], settings: initialSettings() });
  const context = { nowMs: NOW, receivers: ["team"], hash: sha256Hex, consoleUrl: "http://localhost:4600" };
  takeEvent(dispatch, opened, { occurredAtMs: NOW, recordedAtMs: NOW }, context);
  const { outgoing } = flush(dispatch, { ...context, nowMs: NOW + 2000 });
  await inTransaction(served.pool, (client) =>
    saveDispatch(client, dispatch, { generation: 1, position: 0 }),
  );
  const { decided } = outgoing[0]!;
  const decidedAt = new Date(NOW).toISOString();
  await append(1, { type: "NotificationSent", ...decided, attempts: 1, detail: "200" });
  await append(2, {
    type: "NotificationHeld",
    stage: "silence",
    reason: "silenced-by",
    by: ["s1"],
    groupKey: "g",
    groupLabels: { integration: "shop-parcels" },
    alerts: ["another"],
    omitted: 5,
    summary: "x",
    decidedAt,
  });
  await append(3, {
    type: "NotificationHeld",
    stage: "route",
    reason: "too-old",
    integration: "shop-parcels",
    violations: 7,
    from: "2024-03-01T09:00:00.000Z",
    to: "2024-03-01T10:04:00.000Z",
    decidedAt,
  });
  await append(4, {
    type: "NotificationFailed",
    ...decided,
    alerts: ["another"],
    reason: "refused",
    attempts: 2,
    detail: "404",
  });
  await served.project();
});

afterAll(() => served?.stop());

const history = async (query: string) =>
  (await served.get(`/api/v1/notifications?${query}`)).body.items.map((one) => one.id);

it("lists alerts with who is told of them", async () => {
  const { items } = (await served.get("/api/v1/alerts?integration=shop-parcels&severity=error")).body;
  expect(items).toMatchObject([
    {
      id,
      labels: { alertname: "environment.unknown-origin", severity: "error" },
      annotations: { url: "http://localhost:4600/violations/v4" },
      violations: 1,
      acknowledged: false,
      receivers: [{ receiver: "team", toldAt: "2024-03-01T10:10:02.000Z" }],
    },
  ]);
  expect((await served.get("/api/v1/alerts?severity=critical")).body.items).toEqual([]);
});

it.each([
  ["everything", "", ["n4", "n3", "n2", "n1"]],
  ["what was held back", "outcome=held", ["n3", "n2"]],
  ["what failed for a reason", "reason=refused", ["n4"]],
  ["what a receiver was sent", "receiver=team&outcome=sent", ["n1"]],
  ["what concerns a violation", "violation=v4", ["n3", "n2", "n1"]],
  ["what concerns another of the same place", "violation=v0", ["n3", "n2", "n1"]],
  ["nothing of a violation that is not there", "violation=nobody", []],
  ["a span of time", "from=2024-03-01T10:10:02Z&to=2024-03-01T10:10:04Z", ["n3", "n2"]],
])("tells %s", async (_name, query, ids) => {
  expect(await history(query)).toEqual(ids);
});

it("tells what lists an alert, page by page", async () => {
  expect(await history(`alert=${id}`)).toEqual(["n1"]);
  const { items, nextCursor } = (await served.get("/api/v1/notifications?limit=3")).body;
  expect(items).toHaveLength(3);
  expect(await history(`limit=3&cursor=${nextCursor}`)).toEqual(["n1"]);
});

it.each(["alerts?severity=bad", "alerts?cursor=x", "notifications?outcome=lost", "notifications?cursor=x"])(
  "refuses %s",
  async (query) => {
    expect((await served.get(`/api/v1/${query}`)).status).toBe(400);
  },
);
