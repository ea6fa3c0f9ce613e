import type { Citation } from "../citation.ts";
import type { Clause, ClauseOf } from "../clause.ts";
import type { BodySchema } from "../body-schema.ts";
import type { Compilation } from "../compilation.ts";
import { brokenBy } from "../schema/evaluate.ts";
import { errorCodeIn } from "./error-code-pointer.ts";

const cited = ({ path, file, line, column, text }: Citation): Citation => ({
  path,
  file,
  line,
  column,
  text,
});

/** Marks the clauses that another part of the same document contradicts (rules.md, principle 3). */
export const markContradictions = (compilation: Compilation): void => {
  for (const clause of compilation.clauses) {
    if (clause.kind === "error-format") {
      for (const example of compilation.examples) {
        if (example.status >= 400)
          contradict(compilation, clause, clause.parameters.body, example.value, example.clause);
      }
    } else if (clause.kind === "rate-limit.exceeded-response" && clause.parameters.body) {
      for (const example of compilation.examples) {
        if (example.endpoint === undefined || example.status !== clause.parameters.status) continue;
        contradict(compilation, clause, clause.parameters.body, example.value, example.clause);
      }
    } else if (clause.kind === "error-code") {
      const other = otherStatus(compilation, clause);
      if (other) clause.contradictedBy = cited(other);
    }
  }
};

/** Marks the keywords of `owner`'s body that an example breaks. */
const contradict = (
  compilation: Compilation,
  owner: Clause,
  body: BodySchema,
  example: unknown,
  by: Citation,
): void => {
  const contradicted = body.contradicted as Set<string>;
  for (const pointer of brokenBy(example, body.schema)) {
    contradicted.add(pointer);
    const path = body.citations.get(pointer)?.path;
    for (const clause of compilation.clauses) {
      if (clause.kind !== "body.keyword" || clause.parameters.owner !== owner.path || clause.path !== path)
        continue;
      clause.contradictedBy ??= cited(by);
    }
  }
};

/** A statement that gives this error code another status. */
const otherStatus = (compilation: Compilation, clause: ClauseOf<"error-code">): Citation | undefined => {
  const { code, status } = clause.parameters;
  const example = compilation.examples.find(
    ({ value, status: shown }) => shown !== status && errorCodeIn(compilation, value) === code,
  );
  if (example) return example.clause;
  return compilation.clauses.find(
    (other) =>
      (other.kind === "error-code" && other.parameters.code === code && other.parameters.status !== status) ||
      (other.kind === "scenario" &&
        other.parameters.errorCode === code &&
        other.parameters.statuses.length > 0 &&
        !other.parameters.statuses.includes(status)),
  );
};
