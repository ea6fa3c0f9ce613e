import type { Alert } from "../alert.ts";
import type { Notification } from "../notification.ts";
import { rankOf } from "../severity.ts";

const LISTED = 100;

/** Stage 6: the message. Firing ones first, gravest first, then oldest first; so many are listed. */
export const notificationOf = (
  identity: Pick<Notification, "deduplicationKey" | "groupKey" | "groupLabels" | "url">,
  firing: readonly Alert[],
  resolved: readonly Alert[],
): Notification => {
  const inOrder = (alerts: readonly Alert[]): Alert[] =>
    alerts.toSorted(
      (one, other) =>
        rankOf(other.labels["severity"]) - rankOf(one.labels["severity"]) ||
        one.startsAtMs - other.startsAtMs ||
        (one.id < other.id ? -1 : 1),
    );
  const all = [...inOrder(firing), ...inOrder(resolved)];
  return {
    ...identity,
    status: firing.length > 0 ? "firing" : "resolved",
    alerts: all.slice(0, LISTED),
    omitted: Math.max(0, all.length - LISTED),
  };
};
