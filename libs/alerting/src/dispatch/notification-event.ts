import type { Cause } from "../stages/deduplicate.ts";
import type { Hold } from "../stages/decision.ts";

/** What a notification was about, as its history keeps it. */
export interface NotificationSubject {
  groupKey: string;
  groupLabels: Record<string, string>;
  /** The ids of alerts, at most a hundred; `omitted` are more. */
  alerts: string[];
  omitted: number;
  /** One sentence: what the first of them says. */
  summary: string;
}

/** A notification about a group to a receiver; `key` is its deduplication key. */
export interface NotificationDecided extends NotificationSubject {
  key: string;
  receiver: string;
  status: "firing" | "resolved";
  cause: Cause;
  decidedAt: string;
}

/** What becomes of alerts and notifications, in streams `notification-<integration>-<month>`. */
export type NotificationEvent =
  | (NotificationDecided & { type: "NotificationSent"; attempts: number; detail: string })
  | (NotificationDecided & {
      type: "NotificationFailed";
      reason: "refused" | "gave-up";
      attempts: number;
      detail: string;
    })
  /** Folded: one for all alerts of a group that are held back for the same reason. */
  | (Partial<NotificationSubject> &
      Hold & {
        type: "NotificationHeld";
        receiver?: string;
        key?: string;
        integration?: string;
        /** How many violations, where they are counted rather than named. */
        violations?: number;
        /** Event times of the first and last of them. */
        from?: string;
        to?: string;
        decidedAt: string;
      });
