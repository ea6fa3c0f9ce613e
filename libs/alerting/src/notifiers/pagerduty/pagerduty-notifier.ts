import type { Notification, Notifier } from "../../notification.ts";
import { JSON_HEADERS, post, type Outgoing } from "../post.ts";
import { atMost, linesOf, titleOf } from "../text.ts";

const MAX_SUMMARY = 1_024;
const MAX_KEY = 255;
const MAX_DETAILS = 20;

const eventOf = (key: string, notification: Notification): object => {
  const { groupKey, groupLabels, status, alerts, omitted, url } = notification;
  const identity = { routing_key: key, dedup_key: groupKey.slice(0, MAX_KEY) };
  if (status === "resolved") return { ...identity, event_action: "resolve" };
  const gravest = alerts[0];
  const { integration, environment, alertname } = { ...gravest?.labels, ...groupLabels };
  return {
    ...identity,
    event_action: "trigger",
    client: "Clausewatch",
    ...(url !== undefined && { client_url: url }),
    payload: {
      summary: atMost(
        `${titleOf(notification)}: ${gravest?.annotations["summary"] ?? ""}`.replace(/: $/, ""),
        MAX_SUMMARY,
      ),
      source: integration ?? "clausewatch",
      severity: gravest?.labels["severity"] ?? "warning",
      ...(gravest && { timestamp: new Date(gravest.startsAtMs).toISOString() }),
      ...(environment !== undefined && { component: environment }),
      ...(alertname !== undefined && { class: alertname }),
      custom_details: {
        alerts: alerts.slice(0, MAX_DETAILS).map((alert) => linesOf(alert).join("\n")),
        omitted: omitted + Math.max(0, alerts.length - MAX_DETAILS),
      },
    },
    links: alerts
      .slice(0, MAX_DETAILS)
      .flatMap(({ annotations: { url: href, summary } }) =>
        href === undefined ? [] : [{ href, text: atMost(summary ?? href, MAX_SUMMARY) }],
      ),
  };
};

/** Triggers and resolves a PagerDuty incident for each group (Events API v2). */
export const pagerdutyNotifier = (
  receiver: string,
  { key, url }: { key: string; url: string },
  outgoing: Outgoing,
): Notifier => ({
  receiver,
  send: (notification, signal) =>
    post({ url, headers: JSON_HEADERS, body: JSON.stringify(eventOf(key, notification)) }, outgoing, signal),
});
