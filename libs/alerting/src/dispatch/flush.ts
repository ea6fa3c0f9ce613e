import type { Alert } from "../alert.ts";
import { deduplicate, isTold } from "../stages/deduplicate.ts";
import type { Hold } from "../stages/decision.ts";
import { inhibitorOf, type Inhibitor } from "../stages/inhibit.ts";
import { inDocumentedMaintenance, inMaintenance } from "../stages/maintenance.ts";
import { notificationOf } from "../stages/notify.ts";
import { silence } from "../stages/silence.ts";
import { expireMembers } from "./members.ts";
import type { Flushed } from "./flushed.ts";
import { forgetAlert, type DispatchContext } from "./place-alert.ts";
import { recordHeld, recordJoined, recordUnplaced, subjectOf } from "./record.ts";
import type { Dispatch, StandingAlert, StandingGroup } from "./state.ts";

const shown = (alert: StandingAlert, isOver: boolean): Alert => ({
  id: alert.id,
  labels: alert.labels,
  annotations:
    alert.violations > 0 ? { ...alert.annotations, violations: String(alert.violations) } : alert.annotations,
  startsAtMs: alert.startsAtMs,
  ...(isOver && { endsAtMs: alert.endsAtMs ?? alert.lastAtMs }),
});

const queryOf = ({ labels }: StandingGroup): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name === "alertname" ? "rule" : name}=${encodeURIComponent(value)}`)
    .join("&");

/** What was over before anybody could be told is told once all the same, unless a person has settled it. */
const isOver = (group: StandingGroup, { id, endsAtMs, settled }: StandingAlert): boolean =>
  endsAtMs !== undefined && (settled || group.told[id] !== undefined || group.held[id] !== undefined);

const holdOf = (
  dispatch: Dispatch,
  group: StandingGroup,
  alert: StandingAlert,
  inhibits: Inhibitor,
  nowMs: number,
): Hold | undefined =>
  group.hold ??
  inhibits(alert.id, alert.labels) ??
  inMaintenance(alert.labels, dispatch.settings.maintenance, nowMs) ??
  inDocumentedMaintenance(alert.labels, dispatch.settings.documented, nowMs) ??
  silence(alert.labels, dispatch.silences.values(), nowMs) ??
  (alert.acknowledged ? { stage: "deduplicate", reason: "acknowledged" } : undefined);

const flushGroup = (
  dispatch: Dispatch,
  group: StandingGroup,
  inhibits: Inhibitor,
  { nowMs, hash, consoleUrl }: DispatchContext,
  flushed: Flushed,
): void => {
  const members = dispatch.alertsIn.get(group.key)!;
  const firing: StandingAlert[] = [];
  const holds = new Map<string, Hold>();
  const over: StandingAlert[] = [];
  for (const id of members) {
    const alert = dispatch.alerts.get(id)!;
    if (isOver(group, alert)) {
      over.push(alert);
      if (alert.settled && group.told[id] === undefined && group.held[id] === undefined)
        holds.set(id, { stage: "deduplicate", reason: "resolved-before-told" });
      continue;
    }
    const hold = holdOf(dispatch, group, alert, inhibits, nowMs);
    if (hold) holds.set(id, hold);
    else firing.push(alert);
  }
  const left = Object.keys(group.told).filter((id) => !members.has(id));
  const toldOver = [...over.filter(({ id }) => group.told[id] !== undefined).map(({ id }) => id), ...left];
  const told = { firing: new Map(Object.entries(group.told)), atMs: group.toldAtMs };
  const standing = firing.map((alert) => ({ id: alert.id, severity: alert.labels["severity"]!, alert }));
  const cause =
    group.receiver === undefined
      ? undefined
      : deduplicate(told, standing, toldOver, group.timing.repeatMs, nowMs);

  recordHeld(dispatch, group, holds, nowMs, flushed.held);
  if (cause !== undefined && group.receiver !== undefined) {
    const news = standing.filter((one) => !isTold(told, one)).map(({ alert }) => alert.committedAtMs);
    const key = hash(JSON.stringify([group.key, nowMs, group.toldAtMs ?? 0])).slice(0, 32);
    const gone = toldOver.flatMap((id) => dispatch.alerts.get(id) ?? []);
    const muted = [...holds.keys()].filter((id) => group.told[id] !== undefined);
    const lasting = firing.length > 0 ? firing : muted.flatMap((id) => dispatch.alerts.get(id) ?? []);
    const all = [...lasting, ...gone];
    const notification = notificationOf(
      {
        deduplicationKey: key,
        groupKey: group.key,
        groupLabels: group.labels,
        ...(consoleUrl !== undefined && { url: `${consoleUrl}/violations?${queryOf(group)}` }),
      },
      lasting.map((alert) => shown(alert, false)),
      gone.map((alert) => shown(alert, true)),
    );
    flushed.outgoing.push({
      notification,
      decided: {
        ...subjectOf(
          group,
          all,
          notification.alerts.map(({ id }) => id),
        ),
        key,
        receiver: group.receiver,
        status: notification.status,
        cause,
        decidedAt: new Date(nowMs).toISOString(),
      },
      committedAtMs: news.length === 0 ? undefined : Math.min(...news),
    });
    for (const id of toldOver) delete group.told[id];
    for (const { id, severity } of standing) group.told[id] = severity;
    Object.assign(group, { toldAtMs: nowMs, joined: 0, joinedRecorded: 0 });
    all.forEach(({ id }) => dispatch.changed.alerts.add(id));
  } else recordJoined(dispatch, group, nowMs, flushed.held);

  for (const alert of over) {
    members.delete(alert.id);
    delete group.held[alert.id];
    alert.groups = alert.groups.filter((key) => key !== group.key);
    dispatch.changed.alerts.add(alert.id);
    if (alert.groups.length === 0) forgetAlert(dispatch, alert);
  }
  group.dueAtMs = nowMs + group.timing.intervalMs;
  dispatch.changed.groups.add(group.key);
  if (members.size > 0) return;
  dispatch.groups.delete(group.key);
  dispatch.alertsIn.delete(group.key);
};

/** When the next group is to be looked at; undefined without any. */
export const nextDueMs = (dispatch: Dispatch): number | undefined => {
  let next: number | undefined;
  for (const { dueAtMs } of dispatch.groups.values())
    if (next === undefined || dueAtMs < next) next = dueAtMs;
  return next;
};

/** Takes the groups that are due through the stages, in the order of their times. */
export const flush = (dispatch: Dispatch, context: DispatchContext): Flushed => {
  const flushed: Flushed = { outgoing: [], held: [] };
  const { nowMs } = context;
  recordUnplaced(dispatch, nowMs, flushed.held);
  const due = [...dispatch.groups.values()].filter(({ dueAtMs }) => dueAtMs <= nowMs);
  if (due.length === 0) return flushed;
  expireMembers(dispatch, nowMs);
  const lasting = [...dispatch.alerts.values()].filter(
    ({ endsAtMs, dormant }) => endsAtMs === undefined && !dormant,
  );
  const inhibits = inhibitorOf(lasting, dispatch.routing.inhibitions);
  const order = (one: StandingGroup, other: StandingGroup): number =>
    one.dueAtMs - other.dueAtMs || (one.key < other.key ? -1 : 1);
  for (const group of due.toSorted(order)) flushGroup(dispatch, group, inhibits, context, flushed);
  return flushed;
};
