import type { ClauseOf } from "#spec";
import type { Body } from "#observation";
import type { Check } from "../../check.ts";
import { bodyValue } from "../../engine/body-value.ts";
import { breach, isSuccess } from "../../engine/finding.ts";
import { membersOf } from "../../engine/token-request.ts";
import { TOKEN_RESPONSE } from "./rules.ts";
import { severityOf, type TokenTerms } from "./terms.ts";

type Clause = ClauseOf<"authentication.token-response">;

interface Difference {
  clause: Clause;
  expected: string;
  actual: string;
}

/** How far `expires_in` may lie from the documented one. */
const TOLERANCE_S = 60;
const LONGEST_SHOWN = 100;
const NOTHING: ReadonlyMap<string, string> = new Map();

/** What was answered; a body that is neither an object nor a form holds nothing. */
const answered = (body: Body): ReadonlyMap<string, string> | undefined =>
  membersOf(body) ?? (bodyValue(body) === undefined ? undefined : NOTHING);

const differs = ({ parameters: { name, value } }: Clause, actual: string): boolean => {
  if (name === "access_token" || value === undefined) return false;
  if (name === "token_type") return actual.toLowerCase() !== String(value).toLowerCase();
  return !(Math.abs(Number(actual) - Number(value)) <= TOLERANCE_S);
};

const compare = (clause: Clause, members: ReadonlyMap<string, string>): Difference[] => {
  const { name, value } = clause.parameters;
  const actual = members.get(name);
  const expected = value === undefined ? `a ${name}` : `${name} ${value}`;
  if (actual === undefined || actual === "") return [{ clause, expected, actual: `no ${name}` }];
  if (!differs(clause, actual)) return [];
  return [{ clause, expected, actual: `${name} ${actual.slice(0, LONGEST_SHOWN)}` }];
};

/** `auth.token-response`: the documented members of a 2xx answer; one violation lists all that differ. */
export const tokenResponseCheck = ({ endpoint, response }: TokenTerms): Check<null> => {
  const names = [...new Set(response.map(({ parameters }) => parameters.name))];
  const byName = names.map((name) => response.filter(({ parameters }) => parameters.name === name));

  return {
    key: "auth.token-response",
    initialState: () => null,
    exchange(_, context, report) {
      const { exchange, tokenRequest } = context;
      const status = exchange.response?.status;
      if (!tokenRequest || !isSuccess(status) || exchange.method !== endpoint?.parameters.method) return;
      const members = answered(exchange.response!.body);
      if (!members) return;
      const differences = byName.flatMap((clauses) => {
        const found = clauses.map((clause) => compare(clause, members));
        return found.some((one) => one.length === 0) ? [] : (found[0] ?? []);
      });
      const [first] = differences;
      if (!first) return;
      const graver = differences.find(({ clause }) => !clause.contradictedBy) ?? first;
      const expected = differences.map((difference) => difference.expected);
      const actual = differences.map((difference) => difference.actual);
      report(
        breach(context, {
          rule: TOKEN_RESPONSE,
          clause: graver.clause,
          severity: severityOf(graver.clause),
          message: `The token endpoint answered ${status} with ${actual.join(", ")} instead of ${expected.join(", ")}`,
          evidence: { expected, actual },
        }),
      );
    },
  };
};
