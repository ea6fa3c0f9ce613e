import type { Alert } from "../../alert.ts";
import type { Notifier } from "../../notification.ts";
import { JSON_HEADERS, post, type Outgoing } from "../post.ts";

/** Alertmanager ends what it is not told of again; what lasts is repeated well within this. */
const LASTS_MS = 24 * 3_600_000;

const label = (name: string): string => name.replaceAll(/[^a-zA-Z0-9_]/g, "_");

const postable = ({ labels, annotations, startsAtMs, endsAtMs }: Alert, nowMs: number) => {
  const { url, ...told } = annotations;
  return {
    labels: Object.fromEntries(Object.entries(labels).map(([name, value]) => [label(name), value])),
    annotations: told,
    startsAt: new Date(Math.min(startsAtMs, nowMs)).toISOString(),
    endsAt: new Date(endsAtMs === undefined ? nowMs + LASTS_MS : Math.min(endsAtMs, nowMs)).toISOString(),
    ...(url !== undefined && { generatorURL: url }),
  };
};

/** Tells an Alertmanager (API v2) each alert with its own labels; it groups and routes them as it is set up to. */
export const alertmanagerNotifier = (receiver: string, baseUrl: string, outgoing: Outgoing): Notifier => ({
  receiver,
  send: ({ alerts }, signal) => {
    const nowMs = outgoing.clock.nowMs();
    const body = JSON.stringify(alerts.map((alert) => postable(alert, nowMs)));
    const url = `${baseUrl.replace(/\/+$/, "")}/api/v2/alerts`;
    return post({ url, headers: JSON_HEADERS, body }, outgoing, signal);
  },
});
