export * from "./exercise.projection.ts";
export * from "./read-exercise.ts";
