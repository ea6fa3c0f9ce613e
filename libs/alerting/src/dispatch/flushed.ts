import type { Notification } from "../notification.ts";
import type { NotificationDecided, NotificationEvent } from "./notification-event.ts";

/** A notification on its way. */
export interface Outgoing {
  notification: Notification;
  decided: NotificationDecided;
  /** When the first of what is new in it was committed; undefined where nothing is. */
  committedAtMs: number | undefined;
}

/** What comes of looking at the groups that are due. */
export interface Flushed {
  outgoing: Outgoing[];
  held: Extract<NotificationEvent, { type: "NotificationHeld" }>[];
}
