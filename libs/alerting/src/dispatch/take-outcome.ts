import type { NotificationEvent } from "./notification-event.ts";
import type { Dispatch } from "./state.ts";

/** A notification that failed for good, or was sent: after a failure what still fires is news again at the next look. */
export const takeOutcome = (dispatch: Dispatch, event: NotificationEvent): void => {
  if (event.type !== "NotificationFailed" || event.status === "resolved") return;
  const group = dispatch.groups.get(event.groupKey);
  if (!group || group.toldAtMs !== Date.parse(event.decidedAt)) return;
  group.told = {};
  dispatch.changed.groups.add(group.key);
};
