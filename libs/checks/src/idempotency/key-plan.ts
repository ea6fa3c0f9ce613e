import { clausesOf, documentedStatuses } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import { clausesOfEndpoint, documentedEndpoints } from "../engine/endpoint-clauses.ts";
import { normalisePath } from "../engine/path.ts";
import { resourceIdPath } from "./resource-id.ts";

/** What is documented about the idempotency keys of one endpoint. */
export interface KeyPlan {
  /** In lower case. */
  header: string;
  /** What a misused key breaks. */
  clause: ClauseOf<"request.header"> | ClauseOf<"idempotency.replay">;
  idPath?: readonly string[];
  /** How a repetition is answered; empty: nothing is said. */
  replays: readonly ClauseOf<"idempotency.replay">[];
  /** Statuses that a repetition may be answered with. */
  allowed: ReadonlySet<number>;
}

const CONFLICT = 409;
const KEY_HEADER = /idempoten/i;

/** The headers of an endpoint that carry an idempotency key. */
export const keyHeaders = (
  specification: Specification,
  endpoint: ClauseOf<"endpoint">,
): ClauseOf<"request.header">[] =>
  clausesOfEndpoint(specification, "request.header", endpoint).filter(
    ({ reason, parameters }) => reason === undefined && KEY_HEADER.test(parameters.name),
  );

/** Replays that speak of the endpoint: by its name, or of whatever takes the header they name. */
const replaysOf = (
  specification: Specification,
  { parameters: { method, path } }: ClauseOf<"endpoint">,
  header: string | undefined,
): ClauseOf<"idempotency.replay">[] =>
  clausesOf(specification, "idempotency.replay").filter(({ reason, parameters }) => {
    if (reason !== undefined) return false;
    const { endpoint, header: named } = parameters;
    if (named !== undefined && header !== undefined && named.toLowerCase() !== header) return false;
    if (!endpoint) return header !== undefined;
    return endpoint.method === method && normalisePath(endpoint.path) === normalisePath(path);
  });

const planOf = (specification: Specification, endpoint: ClauseOf<"endpoint">): KeyPlan | undefined => {
  const [documented] = keyHeaders(specification, endpoint);
  const replays = replaysOf(specification, endpoint, documented?.parameters.name.toLowerCase());
  const named = replays.find(({ parameters }) => parameters.header !== undefined);
  const name = documented?.parameters.name ?? named?.parameters.header;
  const clause = documented ?? named;
  if (name === undefined || !clause) return undefined;
  const states = clausesOfEndpoint(specification, "response.status", endpoint);
  const conflicts =
    documentedStatuses(specification).has(CONFLICT) ||
    states.some(({ parameters }) => parameters.status === CONFLICT);
  return {
    header: name.toLowerCase(),
    clause,
    idPath: resourceIdPath(clausesOfEndpoint(specification, "response.body", endpoint)),
    replays,
    allowed: new Set([
      ...replays.map(({ parameters }) => parameters.status),
      ...(conflicts ? [CONFLICT] : []),
    ]),
  };
};

/** By the path of the `endpoint` clause: the endpoints that take idempotency keys. */
export const compileKeyPlans = (specification: Specification): ReadonlyMap<string, KeyPlan> =>
  new Map(
    documentedEndpoints(specification).flatMap((endpoint) => {
      const plan = planOf(specification, endpoint);
      return plan ? [[endpoint.path, plan] as const] : [];
    }),
  );
