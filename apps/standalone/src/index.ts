export { MIGRATIONS } from "./database.ts";
export { runDemo } from "./demo.ts";
export { openStream } from "./observation-stream.ts";
export { refuseUsedPort } from "./refuse-used-port.ts";
export { startServices, type Service } from "./start-services.ts";
export type { SpecificationSource } from "./specification-watch.ts";
