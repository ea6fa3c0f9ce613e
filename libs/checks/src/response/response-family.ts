import { blockCitation, clausesOf, documentedStatuses } from "#spec";
import type { Specification } from "#spec";
import type { CheckFamily, CompiledFamily } from "../check.ts";
import { clausesOfEndpoint, documentedEndpoints } from "../engine/endpoint-clauses.ts";
import { compileErrorCodeReader } from "../error/error-code-reader.ts";
import { compileErrorFormat, limitedStatuses } from "../error/error-format.ts";
import { compileResponseCheck } from "./response-check.ts";
import { compilePlans } from "./response-plan.ts";
import type { PlanSetting } from "./response-plan.ts";
import * as rules from "./rules.ts";

/** Retry-After is asked for by `response.header-missing` even where the rate limits list it. */
const rateLimitHeaders = (specification: Specification): ReadonlySet<string> =>
  new Set(
    clausesOf(specification, "rate-limit.header")
      .map(({ parameters }) => parameters.name.toLowerCase())
      .filter((name) => name !== "retry-after"),
  );

const accountOf = (specification: Specification): Required<CompiledFamily> => ({
  checks: [],
  enforced: [
    ...["response.status", "response.status-range", "endpoint"].flatMap((kind) =>
      specification.clauses
        .filter((clause) => clause.kind === kind)
        .map((clause) => ({ clause, rules: [rules.UNDOCUMENTED_STATUS.id] })),
    ),
    ...clausesOf(specification, "scenario").map((clause) => ({
      clause,
      rules: [
        rules.UNDOCUMENTED_STATUS.id,
        ...(clause.parameters.responseContains.length > 0 ? [rules.FIELD_MISSING.id] : []),
      ],
    })),
  ],
  unenforced: [],
});

/** Rules about what the API answers. */
export const responseFamily: CheckFamily = {
  name: "response",
  rules: Object.values(rules),
  compile(specification) {
    const account = accountOf(specification);
    const limited = limitedStatuses(specification);
    const setting: PlanSetting = {
      specification,
      limited,
      account,
      rateLimitHeaders: rateLimitHeaders(specification),
    };
    const shared = {
      limited,
      format: compileErrorFormat(specification).format,
      codeOf: compileErrorCodeReader(specification),
    };
    const statuses = documentedStatuses(specification);
    for (const endpoint of documentedEndpoints(specification)) {
      const plans = compilePlans(setting, endpoint);
      const states = clausesOfEndpoint(specification, "response.status", endpoint).length > 0;
      const block = blockCitation(specification, `${endpoint.path}.responses`);
      const elsewhere = states ? statuses : undefined;
      account.checks.push(compileResponseCheck({ endpoint, block, plans, elsewhere, ...shared }));
    }
    return account;
  },
};
