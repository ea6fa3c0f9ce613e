export * from "./budget.ts";
export * from "./burn.ts";
export * from "./duration-sketch.ts";
export * from "./facts.ts";
export * from "./minute-measured.ts";
export * from "./month.ts";
export * from "./share.ts";
