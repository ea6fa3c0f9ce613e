import type { ViolationEvent } from "#violation";
import { rankOf } from "../severity.ts";
import { alertId, identityLabels, violationAnnotations } from "../violation-alert.ts";
import { placeAlert, type DispatchContext } from "./place-alert.ts";
import { endMember, joinGroups, keepWithin } from "./members.ts";
import type { Dispatch, StandingAlert, Unplaced } from "./state.ts";

/** When something happened, and when it was committed. */
export interface Times {
  occurredAtMs: number;
  recordedAtMs: number;
}

/** What happened longer ago than this is recorded and wakes nobody: history that is replayed, imported or late. */
const TOO_OLD_MS = 4 * 3_600_000;
/** An episode is over after a day without a sign, so an older one is not waited for. */
const FORGOTTEN_MS = 24 * 3_600_000;
/** What was over as it was seen keeps its alert for so long, so that the next of its kind is no news. */
const BREACH_MS = 15 * 60_000;
const MAX_ALERTS = 20_000;

const leave = (
  dispatch: Dispatch,
  reason: Unplaced["reason"],
  integration: string,
  occurredAtMs: number,
): void => {
  const { unplaced } = dispatch.settings;
  const known = unplaced.find((one) => one.reason === reason && one.integration === integration);
  if (known) {
    known.violations += 1;
    known.fromMs = Math.min(known.fromMs, occurredAtMs);
    known.toMs = Math.max(known.toMs, occurredAtMs);
  } else unplaced.push({ reason, integration, violations: 1, fromMs: occurredAtMs, toMs: occurredAtMs });
  dispatch.changed.settings = true;
};

const isOld = ({ occurredAtMs, recordedAtMs }: Times, nowMs: number, limitMs = TOO_OLD_MS): boolean =>
  nowMs - Math.min(occurredAtMs, recordedAtMs) > limitMs;

const open = (
  dispatch: Dispatch,
  { violation, episode }: Extract<ViolationEvent, { type: "ViolationOpened" }>,
  times: Times,
  context: DispatchContext,
): void => {
  const old = isOld(times, context.nowMs);
  if (old && (!episode || isOld(times, context.nowMs, FORGOTTEN_MS)))
    return leave(dispatch, "too-old", violation.integration, times.occurredAtMs);
  const identity = identityLabels(violation);
  const id = alertId(identity, context.hash);
  const known = dispatch.alerts.get(id);
  if (!known && dispatch.alerts.size >= MAX_ALERTS)
    return leave(dispatch, "too-many", violation.integration, times.occurredAtMs);
  if (old) leave(dispatch, "too-old", violation.integration, times.occurredAtMs);
  const { severity } = violation;
  const begins = known === undefined || known.endsAtMs !== undefined || (known.dormant && !old);
  const graver = begins || rankOf(severity) > rankOf(known?.labels["severity"]);
  const alert: StandingAlert = known ?? {
    id,
    labels: { ...identity, severity },
    annotations: {},
    startsAtMs: times.occurredAtMs,
    lastAtMs: times.occurredAtMs,
    committedAtMs: times.recordedAtMs,
    violations: 0,
    members: {},
    acknowledged: false,
    settled: false,
    dormant: old,
    groups: [],
  };
  dispatch.alerts.set(id, alert);
  dispatch.alertOf.set(violation.id, id);
  alert.members[violation.id] = {
    severity,
    ...(!episode && { untilMs: times.recordedAtMs + BREACH_MS }),
  };
  keepWithin(dispatch, alert);
  alert.lastAtMs = Math.max(alert.lastAtMs, times.occurredAtMs);
  if (begins) {
    Object.assign(alert, {
      violations: 0,
      acknowledged: false,
      settled: false,
      startsAtMs: times.occurredAtMs,
    });
    delete alert.endsAtMs;
  }
  alert.violations += 1;
  if (!old) alert.dormant = false;
  if (graver) {
    alert.labels = { ...identity, severity };
    alert.annotations = { ...violationAnnotations(violation, context.consoleUrl) };
    alert.committedAtMs = times.recordedAtMs;
    alert.acknowledged = false;
    if (!alert.dormant) placeAlert(dispatch, alert, times.recordedAtMs, context);
  }
  joinGroups(dispatch, alert);
  dispatch.changed.alerts.add(id);
};

/** Takes one event of a violation's life. */
export const takeViolation = (
  dispatch: Dispatch,
  event: ViolationEvent,
  times: Times,
  context: DispatchContext,
): void => {
  if (event.type === "ViolationOpened") return open(dispatch, event, times, context);
  const alert = dispatch.alerts.get(dispatch.alertOf.get(event.id) ?? "");
  const member = alert?.members[event.id];
  if (!alert || !member) return;
  dispatch.changed.alerts.add(alert.id);
  switch (event.type) {
    case "ViolationRecurred":
    case "ViolationEscalated": {
      const lastAtMs = Date.parse(event.type === "ViolationRecurred" ? event.lastTime : event.time);
      alert.lastAtMs = Math.max(alert.lastAtMs, lastAtMs);
      const ends = event.type === "ViolationRecurred" && event.ended;
      const wakes = alert.dormant && !ends && !isOld({ ...times, occurredAtMs: lastAtMs }, context.nowMs);
      const severity = event.type === "ViolationEscalated" ? event.severity : member.severity;
      member.severity = severity;
      const graver = rankOf(severity) > rankOf(alert.labels["severity"]);
      if (graver) Object.assign(alert, { labels: { ...alert.labels, severity }, acknowledged: false });
      if (wakes) alert.dormant = false;
      if (wakes || graver) alert.committedAtMs = times.recordedAtMs;
      if ((wakes || graver) && !alert.dormant) placeAlert(dispatch, alert, times.recordedAtMs, context);
      if (ends) endMember(dispatch, alert, event.id, lastAtMs);
      return;
    }
    case "ViolationAcknowledged":
      alert.acknowledged = true;
      return;
    case "ViolationResolved":
      endMember(dispatch, alert, event.id, times.occurredAtMs);
      if (alert.endsAtMs !== undefined) alert.settled = true;
  }
};
