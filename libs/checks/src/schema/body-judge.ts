import type { BodySchema, Citation } from "#spec";
import { membersSchema } from "./closed-schema.ts";
import type { Problem } from "./problem.ts";
import { compileValidator } from "./validator.ts";
import type { Validator } from "./validator.ts";

/** A problem with the statement that it breaks. */
export interface CitedProblem extends Problem {
  clause: Citation;
  /** Whether the specification's own example breaks the statement too. */
  contradicted: boolean;
}

/** A documented body, ready to judge. */
export interface BodyJudge {
  /** Whether all members are named by the schema, where it names them. */
  isClosed(value: unknown): boolean;
  accepts(value: unknown): boolean;
  /** The gravest first, then as they stand in the document. */
  problems(value: unknown): CitedProblem[];
}

/** The citation of a pointer or of the nearest one above it, and whether anything on the way is contradicted. */
const cite = (
  body: BodySchema,
  pointer: string,
): Pick<CitedProblem, "contradicted"> & { clause?: Citation } => {
  let contradicted = false;
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
    contradicted ||= body.contradicted.has(at);
    const clause = body.citations.get(at);
    if (clause || at === "") return { clause, contradicted };
  }
};

const byGravity = (a: CitedProblem, b: CitedProblem): number =>
  Number(a.contradicted) - Number(b.contradicted) ||
  a.clause.line - b.clause.line ||
  a.clause.column - b.clause.column;

/** Compiles a documented body whose problems, where nothing nearer is cited, cite `whole`; throws for a bad schema. */
export const compileBodyJudge = (body: BodySchema, whole: Citation): BodyJudge => {
  const open = compileValidator(body.schema);
  let members: Validator | undefined;
  const withCitation = (problem: Problem): CitedProblem => {
    const { clause = whole, contradicted } = cite(body, problem.schemaPointer);
    return { ...problem, clause, contradicted };
  };
  return {
    isClosed: (value) => (members ??= compileValidator(membersSchema(body.schema))).accepts(value),
    accepts: open.accepts,
    problems: (value) => open.problems(value).map(withCitation).sort(byGravity),
  };
};
