export * from "./duration-sketch.ts";
export * from "./minute-measured.ts";
