import type { ExchangeContext } from "../../check.ts";

/** Only an endpoint of the contract that asks for a credential says by its answer what it makes of one. */
export const judgesCredentials = ({ endpoint }: ExchangeContext): boolean =>
  endpoint !== undefined && endpoint.parameters.open !== true;
