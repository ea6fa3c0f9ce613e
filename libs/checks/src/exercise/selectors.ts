import { TOKEN_ENDPOINT, type FactKind } from "#measurement";
import type { BodySchema, Clause, ClauseOf } from "#spec";
import type { Match, Selector } from "./selector.ts";

/** Where traffic was. */
export type Scope = Pick<Match, "endpoints" | "paths" | "environment">;

/** The token endpoint. */
export const TOKEN: Scope = { endpoints: [TOKEN_ENDPOINT] };
/** Statuses of success. */
export const SUCCESS = [200, 299] as const;
/** Statuses of errors. */
export const ERROR = [400, 599] as const;

/** An endpoint as minutes name it. */
export const labelOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

/** Exercised by what it may be exercised by, all of it told. */
export const only = (match: Match): Selector => ({ seen: [match], possible: match });

/** Exercised by any exchange. */
export const exchanges = (scope: Scope): Selector => only({ kind: "exchange", ...scope });

/** Exercised by messages in which it was captured. */
export const captured = (
  kind: FactKind,
  scope: Scope,
  more: Pick<Match, "names" | "statuses"> = {},
): Selector => {
  const match: Match = { kind, ...scope, ...more };
  return { seen: [match], possible: { kind: "exchange", ...scope, ...more }, captured: [match] };
};

/** One status. */
export const status = (value: number): Pick<Match, "names"> => ({ names: [String(value)] });

/** Exercised by exchanges of known clients. */
export const byClient = (scope: Scope, more: Pick<Match, "statuses" | "failures"> = {}): Selector => {
  const match: Match = { kind: "client-exchange", ...scope, ...more };
  return { seen: [match], possible: { kind: "exchange", ...scope, ...more }, captured: [match] };
};

/** The body that a clause documents. */
export const bodyOf = (clause: Clause): BodySchema | undefined => {
  switch (clause.kind) {
    case "request.body":
    case "response.body":
    case "error-format":
    case "rate-limit.exceeded-response":
    case "webhook.payload":
      return clause.parameters.body;
    case "webhook.event":
      return clause.parameters.payload;
    default:
      return undefined;
  }
};

/** Where a limit holds. */
export const limited = ({ endpoint, environment }: ClauseOf<"rate-limit">["parameters"]): Scope => ({
  ...(environment !== undefined && { environment }),
  ...(endpoint &&
    (endpoint.method === undefined
      ? { paths: [endpoint.path] }
      : { endpoints: [labelOf({ ...endpoint, method: endpoint.method })] })),
});
