import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { Exchange } from "#observation";
import type { Check, CheckFamily, RuleDefinition } from "../check.ts";
import { isSuccess, occurrence } from "../engine/finding.ts";
import { compileRoutes } from "../engine/routes.ts";
import { compileMentions } from "./mentions.ts";

const UNDOCUMENTED: RuleDefinition = {
  id: "endpoint.undocumented",
  title: "A method and path that the specification does not mention",
  severity: "warning",
  party: "either",
};

const HOUR_MS = 3_600_000;
/** Exchanges are logged when they end: those of the hour's last moments may come later. */
const DISORDER_MS = 300_000;

/** A CORS preflight, or an OPTIONS request that may be one for all that was captured. */
const mayBePreflight = ({ method, request: { headers } }: Exchange): boolean =>
  method === "OPTIONS" && (!headers || headers.get("access-control-request-method") !== undefined);

/** Finds the endpoint to cite: one of the same path, else the first. */
const compileNeighbours = (
  endpoints: readonly ClauseOf<"endpoint">[],
): ((path: string) => ClauseOf<"endpoint">) => {
  const byPath = compileRoutes(
    endpoints.map((endpoint) => [{ method: "", path: endpoint.parameters.path }, endpoint] as const),
  );
  return (path) => byPath.find("", path) ?? endpoints[0]!;
};

const compileCheck = (
  specification: Specification,
  endpoints: readonly ClauseOf<"endpoint">[],
): Check<undefined> => {
  const isMentioned = compileMentions(specification);
  const neighbour = compileNeighbours(endpoints);
  return {
    key: UNDOCUMENTED.id,
    initialState: () => undefined,
    exchange(_, context, report) {
      if (context.endpoint || isMentioned(context)) return;
      const { exchange, label, path } = context;
      if (mayBePreflight(exchange)) return;
      const status = exchange.response?.status;
      const hour = Math.floor(exchange.timeMs / HOUR_MS);
      const finding = {
        rule: UNDOCUMENTED,
        clause: neighbour(path),
        party: isSuccess(status) ? ("provider" as const) : ("consumer" as const),
        subject: label,
        message: `${label} stands nowhere in the specification`,
        evidence: { expected: "a method and path that the specification names", actual: label, status },
      };
      const endsAtMs = (hour + 1) * HOUR_MS + DISORDER_MS;
      report(occurrence(context, finding, { period: String(hour), endsAtMs }));
    },
  };
};

/** Whether some block documents an endpoint in words nobody can read: then nothing stands nowhere. */
const hasUnread = (specification: Specification): boolean =>
  clausesOf(specification, "statement").some(
    ({ parameters, path }) => parameters.block === "endpoint" && path === "endpoint",
  );

/** Rules about calls that no `endpoint` block documents; muted where there is none, or one that cannot be read. */
export const endpointFamily: CheckFamily = {
  name: "endpoint",
  rules: [UNDOCUMENTED],
  compile(specification) {
    const endpoints = clausesOf(specification, "endpoint");
    if (endpoints.length === 0 || hasUnread(specification)) return { checks: [], enforced: [] };
    return {
      checks: [compileCheck(specification, endpoints)],
      enforced: endpoints.map((clause) => ({ clause, rules: [UNDOCUMENTED.id] })),
    };
  },
};
