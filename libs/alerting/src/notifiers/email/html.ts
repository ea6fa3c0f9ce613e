import type { Alert } from "../../alert.ts";
import type { Notification } from "../../notification.ts";
import { expectationOf, factsOf, titleOf } from "../text.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

const link = (url: string, text: string): string =>
  /^https?:\/\//.test(url) ? `<a href="${escaped(url)}">${escaped(text)}</a>` : escaped(text);

const alertOf = (alert: Alert): string => {
  const { annotations, labels, endsAtMs } = alert;
  const { summary = labels["alertname"] ?? "alert", clause, url } = annotations;
  const expectation = expectationOf(alert);
  const lines = [
    `<strong>${url === undefined ? escaped(summary) : link(url, summary)}</strong>`,
    `${endsAtMs === undefined ? "" : "resolved, "}${escaped(factsOf(alert))}`,
    expectation === undefined ? undefined : escaped(expectation),
    clause === undefined ? undefined : `<code>${escaped(clause)}</code>`,
  ];
  return `<p>${lines.filter((line) => line !== undefined).join("<br>")}</p>`;
};

/** A notification as the body of an e-mail. */
export const htmlOf = (notification: Notification): string => {
  const { alerts, omitted, url } = notification;
  const more = omitted > 0 ? `<p>and ${omitted} more</p>` : "";
  const page = url === undefined ? "" : `<p>${link(url, "Clausewatch")}</p>`;
  return `<h3>${escaped(titleOf(notification))}</h3>${alerts.map(alertOf).join("")}${more}${page}`;
};
