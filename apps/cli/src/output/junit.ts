import { SEVERITIES, type CompiledSpecification, type Severity } from "#checks";
import type { Violation } from "#violation";
import type { ViolationReport } from "./violation-report.ts";
import { xmlTag, xmlText } from "#platform";

const KEPT_MESSAGES = 20;

/** What a report about clauses has to know about the run. */
export interface JunitRun {
  specifications: readonly CompiledSpecification[];
  /** From which severity a violation fails its clause; a lesser one is told and passes. */
  failOn: Severity;
  /** The rules that are checked; all where absent. */
  only?: ReadonlySet<string>;
  /** Where an integration's file lies. */
  uriOf(integration: string, file: string): string;
}

/** What a test case is about: a clause, or a block that a violation cites. */
type Case = Violation["clause"] & { skipped?: string };

/** What was said about one clause: the first messages, and how many there were. */
interface Said {
  messages: string[];
  count: number;
  rules: Set<string>;
}

interface Outcome {
  clause: Violation["clause"];
  failing: Said;
  passing: Said;
}

const nothing = (): Said => ({ messages: [], count: 0, rules: new Set() });

const say = (said: Said, violation: Violation): void => {
  const { severity, rule, party, client, endpoint, environment, message, time, count, id } = violation;
  said.count += 1;
  said.rules.add(rule);
  if (said.messages.length >= KEPT_MESSAGES) return;
  const who = [`by the ${party}`, client, endpoint, environment].filter(Boolean).join(" · ");
  const times = count === 1 ? "" : `, ${count} times`;
  said.messages.push(`${severity} ${rule} ${who}: ${message} (${time}${times}; violation ${id})`);
};

const linesOf = ({ messages, count }: Said): string =>
  [
    ...messages.map(xmlText),
    ...(count > messages.length ? [`… and ${count - messages.length} more`] : []),
  ].join("\n");

const caseOf = (
  integration: string,
  uri: string,
  { path, line, text, skipped }: Case,
  outcome: Outcome | undefined,
): string => {
  const tag = xmlTag("testcase", { classname: integration, name: path, file: uri, line, time: 0 });
  const inner: string[] = [];
  if (outcome && outcome.failing.count > 0) {
    const { count, rules } = outcome.failing;
    const message = `${count} violation${count === 1 ? "" : "s"} of ${text}`;
    inner.push(
      `${xmlTag("failure", { message, type: [...rules].join(", ") })}>${linesOf(outcome.failing)}</failure>`,
    );
  } else if (skipped !== undefined) inner.push(`${xmlTag("skipped", { message: skipped })}/>`);
  if (outcome && outcome.passing.count > 0)
    inner.push(`<system-out>${linesOf(outcome.passing)}</system-out>`);
  return inner.length === 0
    ? `    ${tag}/>\n`
    : `    ${tag}>\n${inner.map((one) => `      ${one}\n`).join("")}    </testcase>\n`;
};

const keyOf = ({ path, file, line }: Violation["clause"]): string => `${file}:${line} ${path}`;

/** The clauses of a specification, then what else its violations cite. */
const casesOf = (
  { clauses }: CompiledSpecification,
  said: ReadonlyMap<string, Outcome>,
  only: JunitRun["only"],
): Case[] => {
  const cases = new Map<string, Case>();
  for (const { path, file, line, text, enforcedBy, reasonNot } of clauses) {
    const clause: Case = { path, file, line, text };
    if (enforcedBy.length === 0) clause.skipped = `not enforced: ${reasonNot ?? "no check covers it"}`;
    else if (only && !enforcedBy.some((rule) => only.has(rule)))
      clause.skipped = `not checked: ${enforcedBy.join(", ")} was not asked for`;
    const key = keyOf(clause);
    if (cases.get(key)?.skipped !== undefined || !cases.has(key)) cases.set(key, clause);
  }
  for (const [key, { clause }] of said) if (!cases.has(key)) cases.set(key, clause);
  return [...cases.values()];
};

/** JUnit XML: a test suite an integration, a test case a clause. Written at the end; what is kept is bounded by clauses. */
export const junitWriter = (
  write: (text: string) => void,
  { specifications, failOn, only, uriOf }: JunitRun,
): ViolationReport => {
  const suites = new Map<string, Map<string, Outcome>>();
  const least = SEVERITIES.indexOf(failOn);
  return {
    violation(violation) {
      const { integration, clause, severity } = violation;
      const said = suites.get(integration) ?? new Map<string, Outcome>();
      suites.set(integration, said);
      const key = keyOf(clause);
      const outcome = said.get(key) ?? { clause, failing: nothing(), passing: nothing() };
      said.set(key, outcome);
      say(SEVERITIES.indexOf(severity) >= least ? outcome.failing : outcome.passing, violation);
    },
    end(tally) {
      const reports = specifications.map((compiled) => {
        const { id, title, revision } = compiled.specification;
        const said = suites.get(id) ?? new Map<string, Outcome>();
        const cases = casesOf(compiled, said, only);
        const failures = [...said.values()].filter(({ failing }) => failing.count > 0);
        const failed = new Set(failures.map(({ clause }) => keyOf(clause)));
        const skipped = cases.filter((one) => one.skipped !== undefined && !failed.has(keyOf(one)));
        const counts = { tests: cases.length, failures: failures.length, errors: 0, skipped: skipped.length };
        return { id, title, revision, said, cases, counts };
      });
      const total = (name: "tests" | "failures" | "skipped"): number =>
        reports.reduce((sum, { counts }) => sum + counts[name], 0);
      const all = {
        tests: total("tests"),
        failures: total("failures"),
        errors: 0,
        skipped: total("skipped"),
      };
      write(
        `<?xml version="1.0" encoding="UTF-8"?>\n${xmlTag("testsuites", { name: "clausewatch check", ...all, time: 0 })}>\n`,
      );
      for (const { id, title, revision, said, cases, counts } of reports) {
        write(`  ${xmlTag("testsuite", { name: id, ...counts, time: 0 })}>\n    <properties>\n`);
        for (const [name, value] of Object.entries({ title, revision, summary: tally.sentence() }))
          write(`      ${xmlTag("property", { name, value })}/>\n`);
        write("    </properties>\n");
        for (const one of cases) write(caseOf(id, uriOf(id, one.file), one, said.get(keyOf(one))));
        write("  </testsuite>\n");
      }
      write("</testsuites>\n");
    },
  };
};
