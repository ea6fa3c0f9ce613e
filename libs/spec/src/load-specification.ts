import type { Place } from "./citation.ts";
import { compileSections } from "./clauses/sections.ts";
import { compileSequence, isSequence } from "./clauses/sequence/compile-sequence.ts";
import { markContradictions } from "./clauses/contradictions.ts";
import { compilation } from "./compilation.ts";
import { lint } from "./lint/lint.ts";
import { readFiles } from "./reading/read-files.ts";
import type { Specification, SpecificationFile } from "./specification.ts";

/**
 * Compiles a specification from its files (Markdown, or YAML by the name's ending), sorted by name. Never throws: what
 * cannot be read is a diagnostic. `hash` is SHA-256 in hex.
 */
export const loadSpecification = (
  given: readonly SpecificationFile[],
  hash: (text: string) => string,
): Specification => {
  const files = given.toSorted((left, right) =>
    left.name < right.name ? -1 : left.name > right.name ? 1 : 0,
  );
  const document = readFiles(files);
  const compiled = compilation(document.trees);
  for (const tree of document.trees) compileSections(compiled, tree);
  const sequences = document.diagrams.filter(isSequence);
  for (const [index, diagram] of sequences.entries()) compileSequence(compiled, diagram, index);
  markContradictions(compiled);
  lint(compiled, document);
  const order = new Map(files.map(({ name }, index) => [name, index]));
  const inDocumentOrder = (left: Place, right: Place): number =>
    (order.get(left.file) ?? 0) - (order.get(right.file) ?? 0) ||
    left.line - right.line ||
    left.column - right.column;
  return {
    id: document.id,
    title: document.title,
    revision: `sha256:${hash(JSON.stringify(files.map(({ name, text }) => [name, text])))}`,
    files,
    clauses: compiled.clauses.toSorted(inDocumentOrder),
    blocks: compiled.blocks,
    diagnostics: [...document.diagnostics, ...compiled.diagnostics].toSorted(inDocumentOrder),
  };
};
