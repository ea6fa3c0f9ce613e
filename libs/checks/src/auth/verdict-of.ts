import type { Clause } from "#spec";
import type { ExchangeContext } from "../check.ts";
import type { Evidence, Party, Severity, Verdict } from "../verdict.ts";

interface Finding {
  rule: string;
  severity: Severity;
  party: Party;
  clause: Clause;
  subject: string;
  message: string;
  evidence: Evidence;
}

/** A finding about one exchange as a verdict; a contradicted clause is enforced at `info`. */
export const verdictOf = (context: ExchangeContext, finding: Finding): Verdict => ({
  ...finding,
  severity: finding.clause.contradictedBy ? "info" : finding.severity,
  environment: context.environment,
  client: context.client,
  endpoint: context.label,
  timeMs: context.exchange.timeMs,
});
