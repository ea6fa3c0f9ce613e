import type { Citation } from "#spec";
import type { Check, ExchangeContext } from "../../check.ts";
import { breach } from "../../engine/finding.ts";
import { tokenRequestMembers } from "../../engine/token-request.ts";
import { TOKEN_REQUEST } from "./rules.ts";
import { severityOf, type TokenTerms } from "./terms.ts";

interface Difference {
  clause: Citation & { contradictedBy?: Citation };
  name: string;
  expected: string;
  actual: string;
}

const LONGEST_SHOWN = 100;

const scopes = (text: string): string =>
  [...new Set(text.split(/[\s,]+/).filter((scope) => scope !== ""))].sort().join(" ");

const mediaTypeOf = (value: string): string => (value.split(";", 1)[0] ?? "").trim().toLowerCase();

const isRefresh = (grant: string | undefined): boolean => grant === "refresh_token";

/** One of the documented values fits; otherwise the first of them differs. */
const compare = <C extends Difference["clause"]>(
  name: string,
  actual: string | undefined,
  documented: readonly C[],
  valueOf: (clause: C) => string,
  normalise: (text: string) => string,
): Difference[] => {
  const [clause] = documented;
  if (!clause) return [];
  const found = actual === undefined ? undefined : normalise(actual);
  if (documented.some((candidate) => normalise(valueOf(candidate)) === found)) return [];
  const expected = documented.map(valueOf).join(" or ");
  return [{ clause, name, expected, actual: actual?.slice(0, LONGEST_SHOWN) ?? "absent" }];
};

/** `auth.token-request`: method, content type, grant type and scope; one violation lists all that differ. */
export const tokenRequestCheck = (terms: TokenTerms): Check<null> => {
  const { endpoint, contentTypes, request, refreshes } = terms;
  const named = (name: string) => request.filter(({ parameters }) => parameters.name === name);
  const grants = named("grant_type");
  const documentedScopes = named("scope");

  const differencesOf = ({ exchange }: ExchangeContext): Difference[] => {
    const { method } = exchange;
    if (endpoint && !endpoint.parameters.assumedMethod && method !== endpoint.parameters.method) {
      return [{ clause: endpoint, name: "method", expected: endpoint.parameters.method, actual: method }];
    }
    const { headers } = exchange.request;
    const type = headers
      ? compare(
          "content type",
          headers.get("content-type"),
          contentTypes,
          ({ parameters }) => parameters.mediaType,
          mediaTypeOf,
        )
      : [];
    const members = tokenRequestMembers(exchange);
    const grant = members?.get("grant_type");
    if (!members || (isRefresh(grant) && refreshes)) return type;
    const value = ({ parameters }: (typeof request)[number]) => parameters.value;
    return [
      ...type,
      ...compare("grant_type", grant, grants, value, (text) => text.trim()),
      ...compare("scope", members.get("scope"), documentedScopes, value, scopes),
    ];
  };

  return {
    key: "auth.token-request",
    initialState: () => null,
    exchange(_, context, report) {
      if (!context.tokenRequest || context.exchange.method === "OPTIONS") return;
      if (context.endpoint && context.endpoint.parameters.method !== endpoint?.parameters.method) return;
      const differences = differencesOf(context);
      const [first] = differences;
      if (!first) return;
      const graver = differences.find(({ clause }) => !clause.contradictedBy) ?? first;
      const list = differences.map(
        ({ name, expected, actual }) => `${name} ${actual} instead of ${expected}`,
      );
      report(
        breach(context, {
          rule: TOKEN_REQUEST,
          clause: graver.clause,
          severity: severityOf(graver.clause),
          message: `${context.client ?? "A client"} asked for a token with ${list.join(", ")}`,
          evidence: {
            expected: Object.fromEntries(differences.map(({ name, expected }) => [name, expected])),
            actual: Object.fromEntries(differences.map(({ name, actual }) => [name, actual])),
          },
        }),
      );
    },
  };
};
