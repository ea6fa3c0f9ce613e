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
import type { ConsoleUnderTest } from "./console-under-test.ts";
import { openedAt } from "./parcels.ts";

const NOW = Date.parse("2024-03-01T10:10:00.000Z");

/** Stores the alert of violation v4, and a history of it: sent, held back twice, failed. Returns the alert's id. */
export const storeAlerts = async (served: ConsoleUnderTest): Promise<string> => {
  const append = (n: number, data: NotificationEvent) =>
    appendToStream(
      served.pool,
      "notification-shop-parcels-2024-03",
      [{ eventId: `n${n}`, type: data.type, source: "shop-parcels", occurredAtMs: NOW + n * 1000, data }],
      "any",
    );
  const opened = openedAt(4);
  if (opened.type !== "ViolationOpened") throw new Error("v4 is not opened.");
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
  return alertId(identityLabels(opened.violation), sha256Hex);
};
