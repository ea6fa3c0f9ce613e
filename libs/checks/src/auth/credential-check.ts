import type { ClauseOf } from "#spec";
import type { Exchange } from "#observation";
import type { Check, ExchangeContext } from "../check.ts";
import { breach, isSuccess } from "../engine/finding.ts";
import type { Report } from "../verdict.ts";
import { compileTemplate } from "./credential-template.ts";
import { queryParameter } from "./query-parameters.ts";
import { MALFORMED, MISSING, UNENFORCED } from "./rules.ts";

type HeaderClause = ClauseOf<"authentication.usage-header">;
type QueryClause = ClauseOf<"authentication.usage-query">;
type Carrier = HeaderClause | QueryClause;

/** `unknown`: the place where the credential would stand was not captured. */
type Finding = "fits" | "missing" | "malformed" | "unknown";

interface Place {
  clause: Carrier;
  name: string;
  where: string;
  expected: string;
  find(exchange: Exchange): Finding;
}

const headerPlace = (clause: HeaderClause): Place => {
  const { name, template } = clause.parameters;
  const key = name.toLowerCase();
  const fits = compileTemplate(template);
  const find = ({ request: { headers } }: Exchange): Finding => {
    if (!headers) return "unknown";
    const value = headers.get(key);
    if (value === undefined) return "missing";
    return fits(value) ? "fits" : "malformed";
  };
  return { clause, name, where: `header ${name}`, expected: `${name}: ${template}`, find };
};

const queryPlace = (clause: QueryClause): Place => {
  const { name } = clause.parameters;
  const find = ({ url }: Exchange): Finding => {
    const value = queryParameter(url.query, name);
    if (value === undefined) return "missing";
    return value === "" ? "malformed" : "fits";
  };
  return { clause, name, where: `query parameter ${name}`, expected: `${name}={credential}`, find };
};

const isPreflight = ({ method, request }: Exchange): boolean =>
  method === "OPTIONS" && request.headers?.get("access-control-request-method") !== undefined;

/** `auth.missing`, `auth.malformed` and `auth.unenforced` for one place; the `others` are places that excuse it. */
const checkPlace = (place: Place, others: readonly Place[]): Check<null> => {
  const { clause, expected } = place;
  const severity = clause.contradictedBy ? ("info" as const) : undefined;

  const tell = (context: ExchangeContext, finding: "missing" | "malformed", report: Report): void => {
    const { label, exchange } = context;
    const missing = finding === "missing";
    const says = missing ? `without the ${place.where}` : `with a ${place.where} of another form`;
    report(
      breach(context, {
        rule: missing ? MISSING : MALFORMED,
        clause,
        severity,
        message: `${label} was called ${says}; the specification asks for "${expected}"`,
        evidence: { expected, actual: missing ? "absent" : "of another form" },
      }),
    );
    const status = exchange.response?.status;
    if (!isSuccess(status)) return;
    report(
      breach(context, {
        rule: UNENFORCED,
        clause,
        severity,
        message: `${label} answered ${status} to a request ${says}`,
        evidence: { expected: "the request is refused", actual: status },
      }),
    );
  };

  return {
    key: `auth.credential|${clause.path}|${expected}`,
    initialState: () => null,
    exchange(_, context, report) {
      const { exchange } = context;
      if (
        !context.endpoint ||
        context.endpoint.parameters.open ||
        context.tokenRequest ||
        isPreflight(exchange)
      )
        return;
      const finding = place.find(exchange);
      if (finding === "fits" || finding === "unknown") return;
      for (const other of others) {
        const found = other.find(exchange);
        if (found === "fits" || found === "unknown") return;
      }
      tell(context, finding, report);
    },
  };
};

/**
 * One check for each documented header. A query parameter is an alternative to the headers, and is judged itself only
 * where no header is documented.
 */
export const credentialChecks = (
  headers: readonly HeaderClause[],
  queries: readonly QueryClause[],
): Check<null>[] => {
  const inQuery = queries.map(queryPlace);
  if (headers.length > 0) return headers.map((header) => checkPlace(headerPlace(header), inQuery));
  return inQuery.slice(0, 1).map((place) => checkPlace(place, inQuery.slice(1)));
};
