export { ConsoleModule } from "./console.module.ts";
export { prepareHttp } from "./http/prepare-http.ts";
export { OperationsModule } from "./operations/operations.module.ts";
export { stoodObjectives, type StoodObjective } from "./service-levels/stood-objectives.ts";
export { storedRevisions } from "./integrations/stored-revisions.ts";
export type { ReadinessCheck } from "./operations/operations-options.ts";
export { requestRedelivery } from "./redeliveries/act-on-redelivery.ts";
export { chooseByFilter } from "./redeliveries/choose-deliveries.ts";
export { deliveryFilterSchema } from "./redeliveries/filter-schema.ts";
