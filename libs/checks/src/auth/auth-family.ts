import { clausesOf } from "#spec";
import type { ClauseKind, ClauseOf, Specification } from "#spec";
import type { CheckFamily, CompiledFamily } from "../check.ts";
import { credentialChecks } from "./credential-check.ts";
import { failureCheck } from "./failure-check.ts";
import {
  AUTH_RULES,
  CREDENTIAL_IN_URL,
  FAILURE,
  INSECURE_TRANSPORT,
  MALFORMED,
  MISSING,
  UNENFORCED,
} from "./rules.ts";
import { enforcedTerms, tokenChecks } from "./tokens/token-checks.ts";
import { compileTerms } from "./tokens/terms.ts";
import { transportCheck } from "./transport-check.ts";
import { urlCheck } from "./url-check.ts";

const CREDENTIAL_RULES = [MISSING.id, MALFORMED.id, UNENFORCED.id];

const enforceable = <K extends ClauseKind>(specification: Specification, kind: K): readonly ClauseOf<K>[] =>
  clausesOf(specification, kind).filter((clause) => clause.reason === undefined);

const compile = (specification: Specification): CompiledFamily => {
  const headers = enforceable(specification, "authentication.usage-header");
  const queries = enforceable(specification, "authentication.usage-query");
  const block = enforceable(specification, "authentication")[0];
  const https = enforceable(specification, "authentication.https");
  const log = enforceable(specification, "authentication.log-failures");
  const failures = log[0] ?? block;

  const checks: CompiledFamily["checks"] = credentialChecks(headers, queries);
  if (https[0]) checks.push(transportCheck(https[0], specification));
  if (block) checks.push(urlCheck(block, specification));
  if (failures) checks.push(failureCheck(failures));
  const terms = compileTerms(specification);
  checks.push(...tokenChecks(terms, specification));
  const ofTokens = enforcedTerms(terms);

  const ofBlock = log.length > 0 ? [CREDENTIAL_IN_URL.id] : [CREDENTIAL_IN_URL.id, FAILURE.id];
  return {
    checks,
    enforced: [
      ...[...headers, ...queries].map((clause) => ({ clause, rules: CREDENTIAL_RULES })),
      ...https.map((clause) => ({ clause, rules: [INSECURE_TRANSPORT.id] })),
      ...log.map((clause) => ({ clause, rules: [FAILURE.id] })),
      ...(block ? [{ clause: block, rules: ofBlock }] : []),
      ...ofTokens.enforced,
    ],
    unenforced: ofTokens.unenforced,
  };
};

/** Rules about how a request proves who sent it (rules.md, "Authentication"). */
export const authFamily: CheckFamily = { name: "auth", rules: AUTH_RULES, compile };
