import type { Hold } from "../stages/decision.ts";
import type { Flushed } from "./flushed.ts";
import type { NotificationSubject } from "./notification-event.ts";
import type { Dispatch, StandingAlert, StandingGroup } from "./state.ts";

const LISTED = 100;

/** What a notification, or its absence, is about. */
export const subjectOf = (
  group: StandingGroup,
  alerts: readonly StandingAlert[],
  listed: readonly string[] = alerts.slice(0, LISTED).map(({ id }) => id),
): NotificationSubject => {
  const first = alerts.find(({ id }) => id === listed[0]) ?? alerts[0];
  return {
    groupKey: group.key,
    groupLabels: group.labels,
    alerts: [...listed],
    omitted: Math.max(0, alerts.length - listed.length),
    summary: first?.annotations["summary"] ?? "",
  };
};

const keyOf = ({ stage, reason, by }: Hold): string => JSON.stringify([stage, reason, by]);

/** Stage 7: notes what is held back, once for all alerts of a group and a reason, and again only when the reason changes. */
export const recordHeld = (
  dispatch: Dispatch,
  group: StandingGroup,
  holds: ReadonlyMap<string, Hold>,
  nowMs: number,
  held: Flushed["held"],
): void => {
  const news = new Map<string, { hold: Hold; alerts: StandingAlert[] }>();
  for (const [id, hold] of holds) {
    const key = keyOf(hold);
    const before = group.held[id];
    if (before && keyOf(before) === key) continue;
    group.held[id] = hold;
    dispatch.changed.alerts.add(id);
    const same = news.get(key) ?? { hold, alerts: [] };
    same.alerts.push(dispatch.alerts.get(id)!);
    news.set(key, same);
  }
  for (const id of Object.keys(group.held)) if (!holds.has(id)) delete group.held[id];
  for (const { hold, alerts } of news.values())
    held.push({
      type: "NotificationHeld",
      ...hold,
      ...subjectOf(group, alerts),
      ...(group.receiver !== undefined && { receiver: group.receiver }),
      decidedAt: new Date(nowMs).toISOString(),
    });
};

const isToldAgain = (recorded: number, count: number): boolean => {
  let power = 1;
  while (power <= recorded) power *= 10;
  return power <= count;
};

/** Notes how many violations joined what was sent already: at 1, 10, 100, … since the last notification. */
export const recordJoined = (
  dispatch: Dispatch,
  group: StandingGroup,
  nowMs: number,
  held: Flushed["held"],
): void => {
  if (!isToldAgain(group.joinedRecorded, group.joined)) return;
  group.joinedRecorded = group.joined;
  const alerts = Object.keys(group.told).flatMap((id) => dispatch.alerts.get(id) ?? []);
  held.push({
    type: "NotificationHeld",
    stage: "deduplicate",
    reason: "already-sent",
    ...subjectOf(group, alerts),
    ...(group.receiver !== undefined && { receiver: group.receiver }),
    violations: group.joined,
    decidedAt: new Date(nowMs).toISOString(),
  });
};

/** Notes the violations that never became alerts, by integration and reason. */
export const recordUnplaced = (dispatch: Dispatch, nowMs: number, held: Flushed["held"]): void => {
  const { settings } = dispatch;
  if (settings.unplaced.length === 0) return;
  for (const { reason, integration, violations, fromMs, toMs } of settings.unplaced)
    held.push({
      type: "NotificationHeld",
      stage: "route",
      reason,
      integration,
      violations,
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      decidedAt: new Date(nowMs).toISOString(),
    });
  settings.unplaced = [];
  dispatch.changed.settings = true;
};
