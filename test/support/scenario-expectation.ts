import { stringify } from "yaml";
import type { Violation } from "#violation";

/** A violation as a scenario file expects it: what is not said is not compared, but the count, which is 1 unless told. */
interface Expectation {
  rule: string;
  severity: string;
  party: string;
  /** The clause's text, its path, or the end of its path. */
  clause?: string;
  /** The event that opened it. */
  event?: string;
  count: number | "any";
  client?: string | null;
  environment?: string;
  endpoint?: string;
  pointer?: string;
  /** Words that the message has. */
  message?: string;
}

const KNOWN = ["clause", "event", "count", "client", "environment", "endpoint", "pointer", "message"];

const expectationOf = (entry: unknown): Expectation => {
  const [[rule, judged], ...more] = Object.entries(entry as Record<string, unknown>) as [
    [string, unknown],
    ...[string, unknown][],
  ];
  const [severity, party, surplus] = String(judged).split(" ");
  const unknown = more.map(([name]) => name).filter((name) => !KNOWN.includes(name));
  if (severity === undefined || party === undefined || surplus !== undefined || unknown.length > 0)
    throw new Error(
      `An expectation is "rule: severity party" with ${KNOWN.join(", ")}: ${JSON.stringify(entry)}`,
    );
  const members = Object.fromEntries(more) as Partial<Expectation>;
  return {
    ...members,
    rule,
    severity,
    party,
    count: members.count ?? 1,
    ...(members.event !== undefined && { event: String(members.event) }),
  };
};

const isClause = (clause: string, { path, text }: Violation["clause"]) =>
  text === clause || path === clause || path.endsWith(`.${clause}`);

const meets = (violation: Violation, wanted: Expectation): boolean =>
  violation.rule === wanted.rule &&
  violation.severity === wanted.severity &&
  violation.party === wanted.party &&
  (wanted.count === "any" || violation.count === wanted.count) &&
  (wanted.clause === undefined || isClause(wanted.clause, violation.clause)) &&
  (wanted.event === undefined || violation.eventIds[0] === wanted.event) &&
  (wanted.client === undefined || violation.client === (wanted.client ?? undefined)) &&
  (wanted.environment === undefined || violation.environment === wanted.environment) &&
  (wanted.endpoint === undefined || violation.endpoint === wanted.endpoint) &&
  (wanted.pointer === undefined || violation.evidence.pointer === wanted.pointer) &&
  (wanted.message === undefined || violation.message.includes(wanted.message));

const shown = (violation: Violation) => ({
  [violation.rule]: `${violation.severity} ${violation.party}`,
  event: violation.eventIds[0],
  clause: violation.clause.text,
  path: violation.clause.path,
  count: violation.count,
  client: violation.client,
  environment: violation.environment,
  endpoint: violation.endpoint,
  pointer: violation.evidence.pointer,
  message: violation.message,
});

/** What differs between the expected and the actual violations, for people; empty when nothing does. */
export const difference = (expected: readonly unknown[], actual: readonly Violation[]): string => {
  const left = [...actual];
  const missing = expected.map(expectationOf).filter((wanted) => {
    const index = left.findIndex((violation) => meets(violation, wanted));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return [
    missing.length > 0 ? `expected, but not raised:\n${stringify(missing)}` : "",
    left.length > 0 ? `raised, but not expected:\n${stringify(left.map(shown), { lineWidth: 0 })}` : "",
  ].join("");
};

/** The rule that an expectation names. */
export const ruleOf = (entry: unknown): string => expectationOf(entry).rule;
