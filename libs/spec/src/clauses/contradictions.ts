import type { BodySchema } from "../body-schema.ts";
import type { Citation } from "../citation.ts";
import type { Clause, ClauseOf } from "../clause.ts";
import type { Compilation, Example } from "../compilation.ts";
import { brokenBy } from "../schema/evaluate.ts";
import { errorCodeIn } from "./error-code-pointer.ts";

/** Marks the clauses that another part of the same document contradicts (rules.md, principle 3). */
export const markContradictions = (compilation: Compilation): void => {
  const statuses = statedStatuses(compilation);
  const members = membersByOwner(compilation.clauses);
  for (const { clause, body, examples } of heldExamples(compilation))
    contradict(body, members.get(clause.path) ?? [], examples);
  for (const clause of compilation.clauses) {
    if (clause.kind === "error-code") {
      const { code, status } = clause.parameters;
      const other = statuses.get(code)?.find((stated) => !stated.statuses.includes(status));
      if (other) clause.contradictedBy = cited(other.clause);
    }
  }
};

/** A documented body with the examples, elsewhere in the document, that it speaks of. */
export interface HeldExamples {
  clause: Clause;
  body: BodySchema;
  examples: readonly Example[];
}

/** Every body whose examples stand elsewhere in the document. */
export const heldExamples = (compilation: Compilation): HeldExamples[] => {
  const limited = limitedStatuses(compilation.clauses);
  return compilation.clauses.flatMap((clause): HeldExamples[] => {
    if (clause.kind === "error-format") {
      const examples = compilation.examples.filter(({ status }) => status >= 400 && !limited.has(status));
      return [{ clause, body: clause.parameters.body, examples }];
    }
    if (clause.kind !== "rate-limit.exceeded-response" || !clause.parameters.body) return [];
    const { status, body } = clause.parameters;
    const examples = compilation.examples.filter((shown) => shown.endpoint && shown.status === status);
    return [{ clause, body, examples }];
  });
};

/** Statuses whose body `exceeded_response` states: the error format does not speak of them. */
const limitedStatuses = (clauses: readonly Clause[]): ReadonlySet<number> =>
  new Set(
    clauses.flatMap((clause) =>
      clause.kind === "rate-limit.exceeded-response" && clause.parameters.body
        ? [clause.parameters.status]
        : [],
    ),
  );

const cited = ({ path, file, line, column, text }: Citation): Citation => ({
  path,
  file,
  line,
  column,
  text,
});

const membersByOwner = (clauses: readonly Clause[]): Map<string, ClauseOf<"body.keyword">[]> => {
  const members = new Map<string, ClauseOf<"body.keyword">[]>();
  for (const clause of clauses) {
    if (clause.kind !== "body.keyword") continue;
    const { owner } = clause.parameters;
    const known = members.get(owner);
    if (known) known.push(clause);
    else members.set(owner, [clause]);
  }
  return members;
};

/** Marks the parts of a body that examples break, in the body and in its clauses. */
const contradict = (
  body: BodySchema,
  members: readonly ClauseOf<"body.keyword">[],
  examples: readonly Example[],
): void => {
  const contradicted = body.contradicted as Set<string>;
  for (const { value, clause: by } of examples) {
    for (const pointer of brokenBy(value, body.schema)) {
      contradicted.add(pointer);
      const path = body.citations.get(pointer)?.path;
      for (const member of members) if (member.path === path) member.contradictedBy ??= cited(by);
    }
  }
};

interface Stated {
  statuses: readonly number[];
  clause: Citation;
}

/** Which statuses the catalogue, examples and scenarios give to each error code. */
const statedStatuses = (compilation: Compilation): Map<string, Stated[]> => {
  const stated = new Map<string, Stated[]>();
  const note = (code: string | undefined, statuses: readonly number[], clause: Citation): void => {
    if (code === undefined || statuses.length === 0) return;
    const known = stated.get(code);
    if (known) known.push({ statuses, clause });
    else stated.set(code, [{ statuses, clause }]);
  };
  for (const { value, status, clause } of compilation.examples) {
    note(errorCodeIn(compilation, value), [status], clause);
  }
  for (const clause of compilation.clauses) {
    if (clause.kind === "error-code") note(clause.parameters.code, [clause.parameters.status], clause);
    if (clause.kind === "scenario") note(clause.parameters.errorCode, clause.parameters.statuses, clause);
  }
  return stated;
};
