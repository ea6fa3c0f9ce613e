import type { ExchangeContext } from "../../check.ts";
import { breach, isSuccess } from "../../engine/finding.ts";
import type { Report } from "../../verdict.ts";
import { judgesCredentials } from "./judging-endpoint.ts";
import { EXPIRED_TOKEN, EXPIRED_TOKEN_ACCEPTED } from "./rules.ts";
import { inSeconds } from "./tell.ts";
import { severityOf, type TokenTerms } from "./terms.ts";

/** `auth.expired-token`, and `auth.expired-token-accepted` where it was answered 2xx. */
export const tellExpired = (
  terms: TokenTerms,
  expiredAfterMs: number,
  context: ExchangeContext,
  report: Report,
): void => {
  const { exchange, label, endpoint, client } = context;
  const { life } = terms;
  if (!life || endpoint?.parameters.open) return;
  const age = inSeconds(exchange.timeMs - expiredAfterMs);
  const evidence = { expected: "a token that has not expired", actual: `expired ${age} before` };
  report(
    breach(context, {
      rule: EXPIRED_TOKEN,
      clause: life,
      severity: severityOf(life),
      message: `${client ?? "A client"} called ${label} with a token that had expired ${age} before`,
      evidence,
    }),
  );
  const status = exchange.response?.status;
  if (!isSuccess(status) || !judgesCredentials(context)) return;
  report(
    breach(context, {
      rule: EXPIRED_TOKEN_ACCEPTED,
      clause: life,
      severity: severityOf(life),
      message: `${label} answered ${status} to a token that had expired ${age} before`,
      evidence: { expected: "the request is refused", actual: status },
    }),
  );
};
