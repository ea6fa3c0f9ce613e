import { clausesOf } from "#spec";
import type { Clause, ClauseKind, Specification } from "#spec";
import type { Check, CompiledFamily, RuleDefinition } from "../../check.ts";
import { endpointCheck } from "./endpoint-check.ts";
import { compileEventCheck } from "./event-check.ts";
import { compileEventIdCheck } from "./event-id-check.ts";
import { compilePayloadCheck } from "./payload-check.ts";
import { compileProofCheck, proofClauses } from "./proof-check.ts";
import * as rules from "./rules.ts";

/** The rules about signature, timestamp, event type and payload. */
export const MESSAGE_RULES: readonly RuleDefinition[] = [
  rules.SIGNATURE_MISSING,
  rules.SIGNATURE_INVALID,
  rules.TIMESTAMP_MISSING,
  rules.STALE,
  rules.FORGERY_ACCEPTED,
  rules.REPLAY_ACCEPTED,
  rules.UNDOCUMENTED_EVENT,
  rules.PAYLOAD_INVALID,
  rules.EVENT_ID_REUSE,
  rules.INSECURE_ENDPOINT,
];

const NO_TIMESTAMP = "No line names the header that says when an attempt was made.";
const PRESENT = [rules.TIMESTAMP_MISSING.id];
const IN_WINDOW = [rules.STALE.id, rules.REPLAY_ACCEPTED.id];

const accountProof = (specification: Specification, account: Required<CompiledFamily>): void => {
  const { signatures, schemes, timestamps, windows } = proofClauses(specification);
  const { SIGNATURE_MISSING: missing, SIGNATURE_INVALID: invalid, FORGERY_ACCEPTED: forgery } = rules;
  for (const clause of signatures) {
    const isJudged = clause.parameters.scheme.signed !== "unknown";
    const ids = isJudged ? [missing.id, invalid.id, forgery.id] : [missing.id, forgery.id];
    account.enforced.push({ clause, rules: ids });
  }
  for (const clause of schemes) account.enforced.push({ clause, rules: [invalid.id, forgery.id] });
  for (const clause of timestamps)
    account.enforced.push({ clause, rules: windows.length > 0 ? [...PRESENT, ...IN_WINDOW] : PRESENT });
  for (const clause of windows) {
    if (timestamps.length > 0) account.enforced.push({ clause, rules: IN_WINDOW });
    else account.unenforced.push({ clause, reason: NO_TIMESTAMP });
  }
};

const enforce = (
  specification: Specification,
  account: Required<CompiledFamily>,
  kind: ClauseKind,
  rule: RuleDefinition,
  holds: (clause: Clause) => boolean = () => true,
): void => {
  for (const clause of clausesOf(specification, kind))
    if (clause.reason === undefined && holds(clause as Clause))
      account.enforced.push({ clause: clause as Clause, rules: [rule.id] });
};

/** Compiles the checks of signature, timestamp, event type and payload. */
export const compileMessageChecks = (specification: Specification): CompiledFamily => {
  const account: Required<CompiledFamily> = { checks: [], enforced: [], unenforced: [] };
  if (!specification.clauses.some(({ kind }) => kind.startsWith("webhook."))) return account;
  accountProof(specification, account);
  enforce(specification, account, "webhook.subscription", rules.UNDOCUMENTED_EVENT);
  enforce(specification, account, "webhook.event", rules.UNDOCUMENTED_EVENT);
  enforce(
    specification,
    account,
    "webhook.header",
    rules.UNDOCUMENTED_EVENT,
    (clause) => clause.kind === "webhook.header" && clause.parameters.role === "event-type",
  );
  enforce(
    specification,
    account,
    "webhook.header",
    rules.EVENT_ID_REUSE,
    (clause) => clause.kind === "webhook.header" && clause.parameters.role === "event-id",
  );
  enforce(specification, account, "webhook.payload", rules.EVENT_ID_REUSE);
  enforce(specification, account, "webhook.secure-endpoint", rules.INSECURE_ENDPOINT);
  const secure = clausesOf(specification, "webhook.secure-endpoint").find(({ reason }) => !reason);
  const checks: (Check | undefined)[] = [
    compileProofCheck(specification) as Check | undefined,
    compileEventCheck(specification) as Check | undefined,
    compilePayloadCheck(specification, account) as Check | undefined,
    compileEventIdCheck(specification) as Check,
    secure && (endpointCheck(secure) as Check),
  ];
  account.checks.push(...checks.filter((check) => check !== undefined));
  return account;
};
