export { MIGRATIONS } from "./database.ts";
export { runDemo } from "./demo.ts";
export { startServices, type Service } from "./start-services.ts";
export type { SpecificationSource } from "./specification-watch.ts";
