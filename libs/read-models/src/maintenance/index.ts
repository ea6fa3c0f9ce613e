export * from "./list-maintenance.ts";
export * from "./maintenance.projection.ts";
