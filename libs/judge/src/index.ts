export * from "./create-judge.ts";
export * from "./judge.ts";
export { routeOf } from "./route.ts";
