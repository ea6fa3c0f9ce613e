export * from "./create-judge.ts";
export * from "./judge.ts";
