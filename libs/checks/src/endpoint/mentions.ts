import { mentionedEndpoints } from "#spec";
import type { Specification } from "#spec";
import type { ExchangeContext } from "../check.ts";
import { compileRoutes } from "../engine/routes.ts";

const ANY_METHOD = "*";

/** Whether an exchange's method and path stand anywhere in the specification, the token URL included. */
export const compileMentions = (specification: Specification): ((context: ExchangeContext) => boolean) => {
  const routes = compileRoutes(
    mentionedEndpoints(specification).map(
      ({ method = ANY_METHOD, path }) => [{ method, path }, true] as const,
    ),
  );
  const isNamed = (method: string, path: string): boolean =>
    (routes.find(method, path) ?? routes.find(ANY_METHOD, path)) === true;
  return ({ endpoint, tokenRequest, exchange, path }) =>
    endpoint !== undefined ||
    tokenRequest ||
    isNamed(exchange.method, path) ||
    isNamed(exchange.method, exchange.url.path);
};
