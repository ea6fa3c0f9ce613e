export { ConsoleModule } from "./console.module.ts";
export type { ConsoleOptions } from "./console-options.ts";
export { prepareHttp } from "./http/prepare-http.ts";
export { OperationsModule } from "./operations/operations.module.ts";
export type { OperationsOptions, ReadinessCheck } from "./operations/operations-options.ts";
