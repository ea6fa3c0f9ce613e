import { forgetAlert } from "./place-alert.ts";
import type { Dispatch, StandingAlert } from "./state.ts";

const MAX_MEMBERS = 200;

/** Takes one cause from an alert; with the last one the alert ends. */
export const endMember = (dispatch: Dispatch, alert: StandingAlert, id: string, atMs: number): void => {
  delete alert.members[id];
  dispatch.alertOf.delete(id);
  dispatch.changed.alerts.add(alert.id);
  if (Object.keys(alert.members).length > 0) return;
  alert.endsAtMs = Math.max(atMs, alert.startsAtMs);
  if (alert.dormant) forgetAlert(dispatch, alert);
};

/** Holds so many causes: beyond, the oldest goes. */
export const keepWithin = (dispatch: Dispatch, alert: StandingAlert): void => {
  const ids = Object.keys(alert.members);
  if (ids.length <= MAX_MEMBERS) return;
  const oldest = ids.find((id) => alert.members[id]?.untilMs !== undefined) ?? ids[0]!;
  delete alert.members[oldest];
  dispatch.alertOf.delete(oldest);
};

/** Counts a violation in the groups that were told of its alert already. */
export const joinGroups = (dispatch: Dispatch, alert: StandingAlert): void => {
  for (const key of alert.groups) {
    const group = dispatch.groups.get(key);
    if (group?.told[alert.id] === undefined) continue;
    group.joined += 1;
    dispatch.changed.groups.add(key);
  }
};

/** Ends what lasts only so long. */
export const expireMembers = (dispatch: Dispatch, nowMs: number): void => {
  for (const alert of dispatch.alerts.values())
    for (const [id, { untilMs }] of Object.entries(alert.members))
      if (untilMs !== undefined && untilMs <= nowMs) endMember(dispatch, alert, id, alert.lastAtMs);
};
