import { clausesOf } from "#spec";
import type { Citation, ClauseOf, Specification } from "#spec";
import type { WebhookAttempt } from "#observation";
import type { Check, CompiledFamily } from "../../check.ts";
import { accountKeywords } from "../../engine/account-keywords.ts";
import { bodyValue, isEmpty, NOT_JSON } from "../../engine/body-value.ts";
import type { Finding } from "../../engine/finding.ts";
import { compileBodyJudge } from "../../schema/body-judge.ts";
import type { BodyJudge, CitedProblem } from "../../schema/body-judge.ts";
import { evidenceOf, messageOf } from "../../schema/evidence.ts";
import { segmentsOf } from "../../schema/pointer.ts";
import { compileEventType } from "./event-type.ts";
import { eventProblems, structureProblems } from "./payload-judge.ts";
import { PAYLOAD_INVALID } from "./rules.ts";
import { nothingTold, tell } from "./telling.ts";
import type { Told } from "./telling.ts";

interface Documented<C extends Citation> {
  clause: C;
  judge: BodyJudge;
}

interface Structure extends Documented<ClauseOf<"webhook.payload">> {
  /** The way to the member that holds the event's own ones. */
  data: readonly string[] | undefined;
}

interface Contract {
  structures: readonly Structure[];
  events: ReadonlyMap<string, Documented<ClauseOf<"webhook.event">>>;
  typeOf: (attempt: WebhookAttempt) => string | undefined;
}

const compileContract = (specification: Specification, account: Required<CompiledFamily>): Contract => {
  const documented = <C extends ClauseOf<"webhook.payload"> | ClauseOf<"webhook.event">>(
    clause: C,
    body: ClauseOf<"webhook.payload">["parameters"]["body"],
  ): Documented<C>[] => {
    if (clause.reason !== undefined) return [];
    try {
      const judge = compileBodyJudge(body, clause);
      account.enforced.push({ clause, rules: [PAYLOAD_INVALID.id] });
      accountKeywords(specification, clause, () => [PAYLOAD_INVALID.id], account);
      return [{ clause, judge }];
    } catch (problem) {
      const why = problem instanceof Error ? problem.message : String(problem);
      account.unenforced.push({ clause, reason: `Its schema does not compile: ${why}.` });
      return [];
    }
  };
  const events = clausesOf(specification, "webhook.event").flatMap((clause) =>
    clause.parameters.payload ? documented(clause, clause.parameters.payload) : [],
  );
  return {
    structures: clausesOf(specification, "webhook.payload").flatMap((clause) => {
      const { body, pointers } = clause.parameters;
      const data = pointers.data === undefined ? undefined : segmentsOf(pointers.data);
      return documented(clause, body).map((one) => ({ ...one, data }));
    }),
    events: new Map(events.map((one) => [one.clause.parameters.event, one])),
    typeOf: compileEventType(specification),
  };
};

const unreadable = (attempt: WebhookAttempt, clause: Citation): Finding => {
  const actual = isEmpty(attempt.request.body) ? "empty" : "text that is not JSON";
  return {
    rule: PAYLOAD_INVALID,
    clause,
    message: `The payload of ${attempt.eventId} is ${actual === "empty" ? "empty" : "not JSON"}; the specification documents JSON`,
    evidence: { expected: "JSON", actual },
  };
};

const withoutRepeats = (problems: readonly CitedProblem[]): CitedProblem[] =>
  problems.filter(
    ({ pointer, expected }, at) =>
      problems.findIndex((one) => one.pointer === pointer && one.expected === expected) === at,
  );

const judgePayload = (
  { structures, events, typeOf }: Contract,
  attempt: WebhookAttempt,
): Finding | undefined => {
  const { body } = attempt.request;
  const value = isEmpty(body) ? NOT_JSON : bodyValue(body);
  if (value === undefined) return undefined;
  const type = typeOf(attempt);
  const event = type === undefined ? undefined : events.get(type);
  const clause = structures[0]?.clause ?? event?.clause;
  if (clause === undefined) return undefined;
  if (value === NOT_JSON) return unreadable(attempt, clause);
  const found = structures.flatMap(({ judge, data }) => structureProblems(judge, value, data));
  if (event) found.push(...eventProblems(event.judge, value, structures[0]?.data));
  if (found.length === 0) return undefined;
  const problems = withoutRepeats(found).sort(
    (one, other) => Number(one.contradicted) - Number(other.contradicted),
  );
  const gravest = problems[0]!;
  return {
    rule: PAYLOAD_INVALID,
    clause: gravest.clause,
    severity: gravest.contradicted ? "info" : undefined,
    message: messageOf(problems),
    evidence: evidenceOf(problems),
  };
};

/** `webhook.payload-invalid`, once a delivery; undefined where the document describes no payload. */
export const compilePayloadCheck = (
  specification: Specification,
  account: Required<CompiledFamily>,
): Check<Told> | undefined => {
  const contract = compileContract(specification, account);
  const clauses = [...contract.structures, ...contract.events.values()].map(({ clause }) => clause.path);
  if (clauses.length === 0) return undefined;
  return {
    key: `webhook.payload-invalid|${clauses.join(" ")}`,
    initialState: nothingTold,
    observation(told, observation, clockMs, report) {
      if (observation.type !== "attempt") return;
      const finding = judgePayload(contract, observation);
      if (finding) tell(told, "delivery", observation, finding, clockMs, report);
    },
  };
};
