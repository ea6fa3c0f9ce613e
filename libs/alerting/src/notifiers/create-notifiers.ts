import type { Clock, Lookup, NotifyConfiguration } from "#platform";
import type { Notifier } from "../notification.ts";
import { alertmanagerNotifier } from "./alertmanager/alertmanager-notifier.ts";
import { emailNotifier } from "./email/email-notifier.ts";
import { pagerdutyNotifier } from "./pagerduty/pagerduty-notifier.ts";
import { slackNotifier } from "./slack/slack-notifier.ts";
import { webhookNotifier } from "./webhook/webhook-notifier.ts";

/** The notifiers of what is configured; routes name them `alertmanager`, `slack`, `webhook`, `email`, `pagerduty`. */
export const createNotifiers = (
  { alertmanager, slack, webhook, email, pagerduty }: NotifyConfiguration,
  outgoing: { lookup: Lookup; clock: Clock },
): Notifier[] => [
  ...(alertmanager ? [alertmanagerNotifier("alertmanager", alertmanager.url, outgoing)] : []),
  ...(slack ? [slackNotifier("slack", slack.url, outgoing)] : []),
  ...(webhook ? [webhookNotifier("webhook", webhook, outgoing)] : []),
  ...(email ? [emailNotifier("email", email)] : []),
  ...(pagerduty ? [pagerdutyNotifier("pagerduty", pagerduty, outgoing)] : []),
];
