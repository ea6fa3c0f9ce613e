import { hmacBytes } from "#platform";
import type { Alert } from "../../alert.ts";
import type { Notifier } from "../../notification.ts";
import { JSON_HEADERS, post, type Outgoing } from "../post.ts";

const PREFIX = "whsec_";

/** The key of a Standard Webhooks secret: `whsec_` and Base64; any other text stands for its bytes. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), "base64") : Buffer.from(secret);

const shown = ({ id, labels, annotations, startsAtMs, endsAtMs }: Alert) => ({
  id,
  labels,
  annotations,
  startsAt: new Date(startsAtMs).toISOString(),
  ...(endsAtMs !== undefined && { endsAt: new Date(endsAtMs).toISOString() }),
});

/**
 * Posts JSON to any URL, signed as Standard Webhooks 1.0: `webhook-id` is the deduplication key, `webhook-timestamp` the
 * attempt's, `webhook-signature` one `v1` for each secret, so that a receiver takes both during a rotation.
 */
export const webhookNotifier = (
  receiver: string,
  { url, secrets }: { url: string; secrets: readonly string[] },
  outgoing: Outgoing,
): Notifier => ({
  receiver,
  send: (notification, signal) => {
    const { deduplicationKey, groupKey, groupLabels, status, alerts, omitted, url: page } = notification;
    const nowMs = outgoing.clock.nowMs();
    const timestamp = String(Math.floor(nowMs / 1000));
    const body = JSON.stringify({
      type: `alerts.${status}`,
      timestamp: new Date(nowMs).toISOString(),
      data: { groupKey, groupLabels, status, alerts: alerts.map(shown), omitted, ...(page && { url: page }) },
    });
    const signed = Buffer.from(`${deduplicationKey}.${timestamp}.${body}`);
    const signatures = secrets.map(
      (secret) => `v1,${Buffer.from(hmacBytes("sha256", keyOf(secret), signed)).toString("base64")}`,
    );
    const headers = {
      ...JSON_HEADERS,
      "webhook-id": deduplicationKey,
      "webhook-timestamp": timestamp,
      ...(signatures.length > 0 && { "webhook-signature": signatures.join(" ") }),
    };
    return post({ url, headers, body }, outgoing, signal);
  },
});
