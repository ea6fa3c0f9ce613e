import type { Hash } from "#violation";
import { rankOf } from "../severity.ts";
import { route } from "../stages/route.ts";
import type { Dispatch, StandingAlert, StandingGroup } from "./state.ts";

/** What the pure part is told by the shell. */
export interface DispatchContext {
  nowMs: number;
  /** Names of the configured receivers. */
  receivers: readonly string[];
  hash: Hash;
  /** The address of the pages, without a slash at its end. */
  consoleUrl: string | undefined;
}

const gravest = (told: Readonly<Record<string, string>>): number =>
  Object.values(told).reduce((most, severity) => Math.max(most, rankOf(severity)), -1);

/** What was told and is now graver than all that the group was told does not wait for the group's interval. */
const hurry = (group: StandingGroup, alert: StandingAlert, atMs: number): boolean => {
  const told = group.told[alert.id];
  if (told === undefined || rankOf(alert.labels["severity"]) <= gravest(group.told)) return false;
  const dueAtMs = Math.min(group.dueAtMs, atMs + group.timing.waitMs);
  if (dueAtMs === group.dueAtMs) return false;
  group.dueAtMs = dueAtMs;
  return true;
};

/**
 * Puts an alert into the groups that its labels lead to as of `atMs`, and takes it out of the others; a group that is
 * made for it is due after its wait.
 */
export const placeAlert = (
  dispatch: Dispatch,
  alert: StandingAlert,
  atMs: number,
  { receivers, hash }: DispatchContext,
): void => {
  const { alertsIn, groups, changed } = dispatch;
  const before = new Set(alert.groups);
  alert.groups = [];
  for (const { key: parts, receiver, hold, labels, timing } of route(
    alert.labels,
    dispatch.routing.root,
    receivers,
  )) {
    const key = hash(JSON.stringify(parts)).slice(0, 32);
    before.delete(key);
    alert.groups.push(key);
    let group = groups.get(key);
    if (!group) {
      group = {
        key,
        ...(receiver !== undefined && { receiver }),
        ...(hold && { hold }),
        labels: { ...labels },
        timing,
        dueAtMs: atMs + timing.waitMs,
        told: {},
        held: {},
        joined: 0,
        joinedRecorded: 0,
      };
      groups.set(key, group);
      alertsIn.set(key, new Set());
      changed.groups.add(key);
    } else if (hurry(group, alert, atMs)) changed.groups.add(key);
    if (JSON.stringify(group.timing) !== JSON.stringify(timing)) {
      group.timing = timing;
      changed.groups.add(key);
    }
    alertsIn.get(key)!.add(alert.id);
  }
  for (const key of before) alertsIn.get(key)?.delete(alert.id);
  changed.alerts.add(alert.id);
};

/** Takes an alert out of everything. */
export const forgetAlert = (dispatch: Dispatch, alert: StandingAlert): void => {
  for (const key of alert.groups) dispatch.alertsIn.get(key)?.delete(alert.id);
  for (const member of Object.keys(alert.members)) dispatch.alertOf.delete(member);
  dispatch.alerts.delete(alert.id);
  dispatch.changed.alerts.add(alert.id);
};
