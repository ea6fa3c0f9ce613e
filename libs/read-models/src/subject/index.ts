export * from "./export-subject.ts";
export * from "./find-subjects.ts";
