import type { Alert } from "./alert.ts";

/** One message about a group of alerts to one receiver. */
export interface Notification {
  /** The same in every attempt of this notification, another in the next one: receivers that deduplicate go by it. */
  deduplicationKey: string;
  /** The same in all notifications about the group; what opens and resolves incidents goes by it. */
  groupKey: string;
  groupLabels: Readonly<Record<string, string>>;
  /** `resolved`: every alert of it is over. */
  status: "firing" | "resolved";
  /** Firing ones first, gravest first; at most a hundred. */
  alerts: readonly Alert[];
  /** Alerts of the group that are not listed. */
  omitted: number;
  /** The console's page about the group. */
  url?: string;
}

/** What came of one attempt to send. */
export type SendOutcome =
  | { kind: "sent"; detail: string }
  /** Worth another try; `afterMs` where the receiver asked for a pause. */
  | { kind: "retry"; detail: string; afterMs?: number }
  /** Another try would end the same. */
  | { kind: "refused"; detail: string };

/** A way to reach people. */
export interface Notifier {
  /** The receiver's name, as routes name it. */
  receiver: string;
  /** Sends once; never rejects. */
  send(notification: Notification, signal: AbortSignal): Promise<SendOutcome>;
}
