export * from "./decider.ts";
export * from "./documented.ts";
export * from "./maintenance.ts";
