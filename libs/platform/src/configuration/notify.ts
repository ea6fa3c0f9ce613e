import { withoutPassword } from "../database/pool.ts";
import type { Settings } from "./schema.ts";

/** How to reach people who are on call; what is absent is not used. */
export interface NotifyConfiguration {
  alertmanager?: { url: string };
  slack?: { url: string };
  /** Signed with each secret, the new and the old one during a rotation. */
  webhook?: { url: string; secrets: string[] };
  email?: { url: string; from: string; to: string[] };
  pagerduty?: { key: string; url: string };
}

/** Reads the receivers; what is set only in part is a problem. */
export const notifyOf = (settings: Settings, problems: string[]): NotifyConfiguration => {
  const {
    ALERTMANAGER_URL: alertmanager,
    NOTIFY_SLACK_URL: slack,
    NOTIFY_WEBHOOK_URL: webhook,
    NOTIFY_WEBHOOK_SECRET: secrets = [],
    NOTIFY_EMAIL_URL: url,
    NOTIFY_EMAIL_FROM: from,
    NOTIFY_EMAIL_TO: to,
    NOTIFY_PAGERDUTY_KEY: key,
    NOTIFY_PAGERDUTY_URL: pagerduty,
  } = settings;
  if (secrets.length > 0 && webhook === undefined)
    problems.push("NOTIFY_WEBHOOK_URL must be set too, beside its secret");
  const email = { NOTIFY_EMAIL_URL: url, NOTIFY_EMAIL_FROM: from, NOTIFY_EMAIL_TO: to?.join() };
  const missing = Object.entries(email).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0 && missing.length < 3)
    problems.push(`${missing.join(" and ")} must be set too, for e-mail`);
  return {
    ...(alertmanager !== undefined && { alertmanager: { url: alertmanager } }),
    ...(slack !== undefined && { slack: { url: slack } }),
    ...(webhook !== undefined && { webhook: { url: webhook, secrets } }),
    ...(url !== undefined && from !== undefined && to && { email: { url, from, to } }),
    ...(key !== undefined && { pagerduty: { key, url: pagerduty } }),
  };
};

const masked = (secret: string | undefined): string | undefined => (secret === undefined ? undefined : "***");

/** The receivers' settings by their public names, secrets masked. */
export const describeNotify = ({
  alertmanager,
  slack,
  webhook,
  email,
  pagerduty,
}: NotifyConfiguration): [string, string | undefined][] => [
  ["ALERTMANAGER_URL", alertmanager && withoutPassword(alertmanager.url)],
  ["NOTIFY_SLACK_URL", masked(slack?.url)],
  ["NOTIFY_WEBHOOK_URL", webhook && withoutPassword(webhook.url)],
  ["NOTIFY_WEBHOOK_SECRET", masked(webhook?.secrets[0])],
  ["NOTIFY_EMAIL_URL", email && withoutPassword(email.url)],
  ["NOTIFY_EMAIL_FROM", email?.from],
  ["NOTIFY_EMAIL_TO", email?.to.join(",")],
  ["NOTIFY_PAGERDUTY_KEY", masked(pagerduty?.key)],
  ["NOTIFY_PAGERDUTY_URL", pagerduty?.url],
];
