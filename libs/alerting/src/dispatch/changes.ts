import type { Dispatch, DispatchSettings, StandingAlert, StandingGroup } from "./state.ts";

/** What has changed since it was stored. */
export interface DispatchChanges {
  alerts: StandingAlert[];
  /** Ids of alerts that are no more. */
  goneAlerts: string[];
  groups: StandingGroup[];
  /** Keys of groups that are no more. */
  goneGroups: string[];
  settings: DispatchSettings | undefined;
}

const split = <T>(ids: ReadonlySet<string>, there: ReadonlyMap<string, T>): [T[], string[]] => {
  const present: T[] = [];
  const gone: string[] = [];
  for (const id of ids) {
    const one = there.get(id);
    if (one === undefined) gone.push(id);
    else present.push(one);
  }
  return [present, gone];
};

/** Takes the changes to store them; nothing has changed afterwards. */
export const takeChanges = (dispatch: Dispatch): DispatchChanges => {
  const { changed } = dispatch;
  const [alerts, goneAlerts] = split(changed.alerts, dispatch.alerts);
  const [groups, goneGroups] = split(changed.groups, dispatch.groups);
  const settings = changed.settings ? dispatch.settings : undefined;
  dispatch.changed = { alerts: new Set(), groups: new Set(), settings: false };
  return { alerts, goneAlerts, groups, goneGroups, settings };
};
