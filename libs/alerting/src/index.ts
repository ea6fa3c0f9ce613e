export * from "./alert.ts";
export * from "./notification.ts";
