import type { Citation } from "../citation.ts";
import type { Clause } from "../clause.ts";
import { heldExamples } from "../clauses/contradictions.ts";
import type { Compilation, Example } from "../compilation.ts";
import { brokenBy } from "../schema/evaluate.ts";
import { listed, quoted } from "./words.ts";

const WITHIN_SCHEMA = /\.(example|examples\[\d+\])(#\d+)?$/;
const CORRECT = "Correct the one that is wrong; until then it is enforced at severity info only.";

/** Examples that break what the same document asks of them. */
export const lintExamples = (compilation: Compilation): void => {
  for (const clause of compilation.clauses) {
    if (clause.kind !== "body.keyword" || !clause.contradictedBy || clause.reason !== undefined) continue;
    if (WITHIN_SCHEMA.test(clause.contradictedBy.path)) {
      const at = clause.contradictedBy;
      const message = `${quoted(at.text)} breaks ${quoted(clause.text)} (\`${clause.path}\`, line ${clause.line}).`;
      compilation.report("lint.example-violates-schema", "warning", at, message, CORRECT);
    }
  }
  for (const { clause, body, examples } of heldExamples(compilation)) {
    for (const example of examples) {
      const broken = brokenBy(example.value, body.schema);
      const lacking = broken.filter((pointer) => /\/required\/[^/]+$/.test(pointer));
      const other = broken.filter((pointer) => !lacking.includes(pointer));
      if (clause.kind === "error-format") reportLacking(compilation, clause, example, lacking);
      else other.unshift(...lacking);
      for (const pointer of other) {
        const stated = body.citations.get(pointer) ?? clause;
        const what = lacking.includes(pointer) ? `has no "${memberOf(pointer)}"` : "differs";
        const message = `The example \`${example.clause.path}\` ${what}, against ${quoted(stated.text)} (\`${stated.path}\`, line ${stated.line}).`;
        compilation.report("lint.example-violates-schema", "warning", example.clause, message, CORRECT);
      }
    }
  }
  lintStatuses(compilation);
};

const reportLacking = (
  compilation: Compilation,
  clause: Clause,
  { clause: at }: Example,
  lacking: readonly string[],
): void => {
  if (lacking.length === 0) return;
  const names = listed(lacking.map((pointer) => `"${memberOf(pointer)}"`));
  const message = `The example \`${at.path}\` lacks ${names}, which \`${clause.path}\` (line ${clause.line}) requires.`;
  const suggestion = "Complete the example, or mark the members as optional in `error_format`.";
  compilation.report("lint.example-incomplete", "warning", at, message, suggestion);
};

/** An example of an error whose status is not the one that the catalogue gives its code. */
const lintStatuses = (compilation: Compilation): void => {
  const shown = new Map<string, Citation>();
  for (const { clause } of compilation.examples) shown.set(clause.path, clause);
  for (const clause of compilation.clauses) {
    if (clause.kind !== "error-code" || !clause.contradictedBy) continue;
    const example = shown.get(clause.contradictedBy.path);
    if (!example) continue;
    const message = `The example \`${example.path}\` gives ${clause.parameters.code} another status than ${quoted(clause.text)} (line ${clause.line}).`;
    compilation.report("lint.example-violates-schema", "warning", example, message, CORRECT);
  }
};

/** `/properties/error/required/code` as people write it: `error.code`. */
const memberOf = (pointer: string): string => {
  const names: string[] = [];
  const segments = pointer.split("/").slice(1);
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index] ?? "";
    if (segment === "items") names.push("[]");
    else if (segment === "allOf") index++;
    else if (segment === "properties" || segment === "required") {
      const name = segments[++index] ?? "";
      names.push(name.replaceAll("~1", "/").replaceAll("~0", "~"));
    }
  }
  return names.join(".").replaceAll(".[]", "[]");
};
