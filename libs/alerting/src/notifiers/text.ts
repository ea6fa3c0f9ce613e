import type { Alert } from "../alert.ts";
import type { Notification } from "../notification.ts";

const ELLIPSIS = "…";

/** A text of at most so many characters. */
export const atMost = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, length - ELLIPSIS.length) + ELLIPSIS;

const firing = ({ alerts }: Notification): number =>
  alerts.filter(({ endsAtMs }) => endsAtMs === undefined).length;

/** `2 firing: sla.fast-burn · storefront-orders-api · production`. */
export const titleOf = (notification: Notification): string => {
  const { status, groupLabels, omitted, alerts } = notification;
  const { alertname, integration, environment, ...others } = groupLabels;
  const names = [alertname, integration, environment, ...Object.values(others)].filter(
    (name) => name !== undefined && name !== "",
  );
  const count = status === "firing" ? firing(notification) + omitted : alerts.length + omitted;
  return `${count} ${status}: ${names.join(" · ") || "all alerts"}`;
};

/** `critical, by the provider, POST /api/v1/orders, client-7`. */
export const factsOf = ({ labels }: Alert): string => {
  const { severity, party, endpoint, client } = labels;
  return [severity, party && `by the ${party}`, endpoint, client].filter(Boolean).join(", ");
};

/** What is asked and what came, where both are known. */
export const expectationOf = ({ annotations }: Alert): string | undefined => {
  const { expected, actual } = annotations;
  return expected === undefined ? undefined : `expected ${expected}, actual ${actual ?? "nothing"}`;
};

/** One alert in plain lines: state and summary, facts, expectation, clause, link. */
export const linesOf = (alert: Alert): string[] => {
  const { annotations, endsAtMs, startsAtMs, labels } = alert;
  const state = endsAtMs === undefined ? "FIRING" : "RESOLVED";
  const lines = [
    `${state}  ${annotations["summary"] ?? labels["alertname"] ?? "alert"}`,
    factsOf(alert),
    expectationOf(alert),
    annotations["clause"],
    `since ${new Date(startsAtMs).toISOString()}`,
    annotations["url"],
  ];
  return lines.filter((line): line is string => line !== undefined && line !== "");
};
