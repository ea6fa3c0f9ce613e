import type { Alert } from "../../alert.ts";
import type { Notification, Notifier } from "../../notification.ts";
import { JSON_HEADERS, post, type Outgoing } from "../post.ts";
import { atMost, expectationOf, factsOf, titleOf } from "../text.ts";

/** What Slack takes: 50 blocks, 150 characters a header, 3,000 a text. */
const MAX_ALERTS = 10;
const MAX_HEADER = 150;
const MAX_TEXT = 2_900;
const MAX_PART = 700;
const MARKS: Readonly<Record<string, string>> = {
  critical: ":red_circle:",
  error: ":large_orange_circle:",
  warning: ":large_yellow_circle:",
};

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const part = (text: string): string => escaped(atMost(text, MAX_PART));

const quoted = (text: string): string => `\`${part(text).replaceAll("`", "ˋ").replaceAll(/\s+/g, " ")}\``;

const sectionOf = (alert: Alert): object => {
  const { annotations, labels, endsAtMs } = alert;
  const mark =
    endsAtMs === undefined ? (MARKS[labels["severity"] ?? ""] ?? ":white_circle:") : ":white_check_mark:";
  const { summary = labels["alertname"] ?? "alert", clause, url } = annotations;
  const title = url === undefined ? `*${part(summary)}*` : `*<${escaped(url)}|${part(summary)}>*`;
  const expectation = expectationOf(alert);
  const lines = [
    `${mark} ${title}`,
    part(factsOf(alert)),
    expectation && part(expectation),
    clause && quoted(clause),
  ];
  return {
    type: "section",
    text: { type: "mrkdwn", text: atMost(lines.filter(Boolean).join("\n"), MAX_TEXT) },
  };
};

const messageOf = (notification: Notification): object => {
  const title = titleOf(notification);
  const { alerts, omitted, url } = notification;
  const more = alerts.length - MAX_ALERTS + omitted;
  const foot = [
    more > 0 ? `and ${more} more` : undefined,
    url === undefined ? undefined : `<${escaped(url)}|Clausewatch>`,
  ].filter(Boolean);
  return {
    text: escaped(atMost(title, MAX_TEXT)),
    blocks: [
      { type: "header", text: { type: "plain_text", text: atMost(title, MAX_HEADER) } },
      ...alerts.slice(0, MAX_ALERTS).map(sectionOf),
      ...(foot.length > 0
        ? [{ type: "context", elements: [{ type: "mrkdwn", text: foot.join("  ·  ") }] }]
        : []),
    ],
  };
};

/** Writes to a Slack channel through an incoming webhook, in blocks. */
export const slackNotifier = (receiver: string, url: string, outgoing: Outgoing): Notifier => ({
  receiver,
  send: (notification, signal) =>
    post({ url, headers: JSON_HEADERS, body: JSON.stringify(messageOf(notification)) }, outgoing, signal),
});
