import type { EventReference } from "#observation";
import type { ClauseOf, Specification } from "#spec";
import type { Check, ExchangeContext } from "../../check.ts";
import { breach } from "../../engine/finding.ts";
import { tokenRequestMembers } from "../../engine/token-request.ts";
import { makeRoom, noAges, touch, turn, type Ages } from "../../engine/ages.ts";
import type { Report } from "../../verdict.ts";
import { isMask } from "./masked.ts";
import { SHARED_CREDENTIAL } from "./rules.ts";
import { severityOf, type TokenTerms } from "./terms.ts";

type Clause = ClauseOf<"environment.separate-credentials">;

/** Where a credential was seen first. */
interface Seen extends EventReference {
  environment: string;
  told?: true;
}

const MAX_SEEN = 100_000;
const WEEK_MS = 7 * 86_400_000;
const NAMES_CLIENT_ID = /\bclient[ _-]?ids?\b/i;

const environmentsOf = ({ clauses }: Specification): ReadonlySet<string> =>
  new Set(
    clauses.flatMap(({ path }) => (path.startsWith("environments.") ? (path.split(".")[1] ?? []) : [])),
  );

const remember = (seen: Ages<Seen>, credential: string, first: Seen): void => {
  makeRoom(seen, MAX_SEEN);
  seen.recent.set(credential, first);
};

/**
 * `auth.shared-credential`, once for each credential. A client id is public, so it is a credential only together with
 * its secret, unless the document asks for separate client ids.
 */
export const sharedCredentialCheck = (
  { separate }: TokenTerms,
  specification: Specification,
): Check<Ages<Seen>> => {
  const documented = environmentsOf(specification);
  const clauses = new Map(separate.map((clause) => [clause.parameters.environment, clause]));
  const byId = separate.some(({ text }) => NAMES_CLIENT_ID.test(text));

  const tell = (
    clause: Clause,
    credential: string,
    first: Seen,
    context: ExchangeContext,
    report: Report,
  ): void => {
    const { environment, client = "A client", exchange } = context;
    const places = `${first.environment} and ${environment}`;
    const signal = breach(context, {
      rule: SHARED_CREDENTIAL,
      clause,
      severity: severityOf(clause),
      subject: credential,
      message: `${client} uses one credential in ${places}; the specification asks for separate ones in ${clause.parameters.environment}`,
      evidence: { expected: `a credential of its own in ${clause.parameters.environment}`, actual: places },
    });
    if (signal.kind !== "breach") return;
    const causes = [
      { source: first.source, id: first.id },
      { source: exchange.source, id: exchange.id },
    ];
    report({ kind: "breach", verdict: { ...signal.verdict, causes } });
  };

  const meet = (seen: Ages<Seen>, credential: string, context: ExchangeContext, report: Report): void => {
    const { environment, exchange, fingerprint } = context;
    const first = touch(seen, credential);
    if (!first) {
      remember(seen, credential, { environment: environment!, source: exchange.source, id: exchange.id });
      return;
    }
    if (first.environment === environment || first.told) return;
    const clause = clauses.get(environment!) ?? clauses.get(first.environment);
    if (!clause || isMask(credential, fingerprint)) return;
    first.told = true;
    tell(clause, credential, first, context, report);
  };

  const ofRequest = ({ exchange, fingerprint }: ExchangeContext): string | undefined => {
    const members = tokenRequestMembers(exchange);
    const id = members?.get("client_id");
    if (!id) return undefined;
    if (byId) return `client_id ${id}`;
    const secret = members?.get("client_secret");
    if (!secret || isMask(secret, fingerprint)) return undefined;
    return `client_id ${id} ${fingerprint(secret)}`;
  };

  return {
    key: "auth.shared-credential",
    initialState: noAges,
    exchange(seen, context, report) {
      const { environment, credential, clockMs, tokenRequest } = context;
      if (environment === undefined || !documented.has(environment)) return;
      turn(seen, clockMs, WEEK_MS);
      if (credential !== undefined) meet(seen, credential, context, report);
      if (!tokenRequest) return;
      const requested = ofRequest(context);
      if (requested !== undefined) meet(seen, requested, context, report);
    },
  };
};
