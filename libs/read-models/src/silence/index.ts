export * from "./list-silences.ts";
export * from "./silence.entity.ts";
