export * from "./decider.ts";
export * from "./maintenance.ts";
