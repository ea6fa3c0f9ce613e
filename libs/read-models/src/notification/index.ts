export * from "./count-notifications.ts";
export * from "./list-notifications.ts";
export { NOTIFICATION_OUTCOMES, NotificationEntity } from "./notification.entity.ts";
