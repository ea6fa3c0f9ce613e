import type { ClauseOf } from "#spec";
import type { Check } from "../check.ts";
import { breach } from "../engine/finding.ts";
import { FAILURE } from "./rules.ts";

/** `auth.failure`: every 401 and 403, recorded. */
export const failureCheck = (
  clause: ClauseOf<"authentication.log-failures"> | ClauseOf<"authentication">,
): Check<null> => ({
  key: `auth.failure|${clause.path}`,
  initialState: () => null,
  exchange(_, context, report) {
    const status = context.exchange.response?.status;
    if (status !== 401 && status !== 403) return;
    report(
      breach(context, {
        rule: FAILURE,
        clause,
        message: `${context.label} answered ${status}: authentication or authorization failed`,
        evidence: { actual: status },
      }),
    );
  },
});
