import type { Alert } from "../alert.ts";
import { placeAlert, type DispatchContext } from "./place-alert.ts";
import { endMember } from "./members.ts";
import type { Dispatch } from "./state.ts";

const MEMBER = "signal";

/**
 * Brings alerts that come from no violation (silence where traffic is usual, a monitor that lags) to what holds now:
 * those given begin or go on; of the same names, those that are not given end.
 */
export const takeSignals = (
  dispatch: Dispatch,
  alertnames: readonly string[],
  alerts: readonly Omit<Alert, "endsAtMs">[],
  context: DispatchContext,
): void => {
  const { nowMs } = context;
  const given = new Set(alerts.map(({ id }) => id));
  for (const alert of dispatch.alerts.values())
    if (alertnames.includes(alert.labels["alertname"] ?? "") && !given.has(alert.id) && alert.members[MEMBER])
      endMember(dispatch, alert, MEMBER, nowMs);
  for (const { id, labels, annotations, startsAtMs } of alerts) {
    const known = dispatch.alerts.get(id);
    const lasts = known !== undefined && known.endsAtMs === undefined;
    if (lasts && known.labels["severity"] === labels["severity"]) continue;
    const alert = {
      id,
      labels: { ...labels },
      annotations: { ...annotations },
      startsAtMs,
      lastAtMs: nowMs,
      committedAtMs: nowMs,
      violations: 0,
      members: { [MEMBER]: { severity: labels["severity"] ?? "" } },
      acknowledged: false,
      settled: false,
      dormant: false,
      groups: known?.groups ?? [],
    };
    dispatch.alerts.set(id, alert);
    placeAlert(dispatch, alert, nowMs, context);
  }
};
