export { GatewayModule } from "./gateway.module.ts";
export type { GatewayOptions, IntegrationResolver } from "./gateway-options.ts";
