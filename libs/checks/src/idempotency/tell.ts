import type { ClauseOf } from "#spec";
import type { ExchangeContext } from "../check.ts";
import { occurrence } from "../engine/finding.ts";
import type { Finding } from "../engine/finding.ts";
import { shownValue } from "../schema/shown-value.ts";
import type { Report } from "../verdict.ts";
import { firstOf, nameOf, tellFirst, TOLD } from "./key-entry.ts";
import type { KeyState } from "./key-entry.ts";
import type { KeyPlan } from "./key-plan.ts";
import { DUPLICATE_EFFECT, KEY_REUSE, WRONG_REPLAY_STATUS } from "./rules.ts";

/** One key's breaches of one rule are one episode; its first tells the request before, too, while that is recalled. */
const tell = (
  state: KeyState,
  at: number,
  told: number,
  context: ExchangeContext,
  finding: Finding,
  report: Report,
): void => {
  const signal = occurrence(context, finding, { period: nameOf(state, at) });
  const first = firstOf(state, at)?.event;
  const { source, id } = context.exchange;
  if (tellFirst(state, at, told) && first && signal.kind !== "end")
    signal.verdict.causes = [first, { source, id }];
  report(signal);
};

/** Reports that one key made two resources. */
export const tellDuplicate = (
  state: KeyState,
  at: number,
  context: ExchangeContext,
  { clause, idPath = [] }: KeyPlan,
  id: string | undefined,
  report: Report,
): void => {
  const pointer = `/${idPath.join("/")}`;
  const expected = shownValue(firstOf(state, at)?.id, pointer);
  const actual = shownValue(id, pointer);
  const before = expected === undefined ? "another resource" : `${JSON.stringify(expected)} before`;
  const message = `${context.label} answered a repeated idempotency key with ${idPath.at(-1)} ${JSON.stringify(actual)}, and with ${before}`;
  const evidence = { expected: expected ?? "the first answer's resource", actual, pointer };
  tell(state, at, TOLD.duplicate, context, { rule: DUPLICATE_EFFECT, clause, message, evidence }, report);
};

/** Reports that a repeated request got its resource with another status than documented. */
export const tellReplayStatus = (
  state: KeyState,
  at: number,
  context: ExchangeContext,
  clause: ClauseOf<"idempotency.replay">,
  allowed: ReadonlySet<number>,
  report: Report,
): void => {
  const actual = context.exchange.response?.status;
  const expected = [...allowed].join(" or ");
  const message = `${context.label} answered a repeated request with ${actual}; the specification says ${expected}`;
  const severity = clause.contradictedBy ? ("info" as const) : undefined;
  const finding = { rule: WRONG_REPLAY_STATUS, clause, severity, message, evidence: { expected, actual } };
  tell(state, at, TOLD.replay, context, finding, report);
};

/** Reports that a client sent another body under a key. */
export const tellReuse = (
  state: KeyState,
  at: number,
  context: ExchangeContext,
  { clause, header }: KeyPlan,
  key: string,
  report: Report,
): void => {
  const message = `${context.client} sent ${context.label} a second body with the idempotency key of an earlier request`;
  const evidence = {
    expected: `one body for one ${header}`,
    actual: "another body",
    key: shownValue(key, ""),
  };
  tell(state, at, TOLD.reuse, context, { rule: KEY_REUSE, clause, message, evidence }, report);
};
