export * from "./dispatch-store.ts";
export * from "./list-alerts.ts";
