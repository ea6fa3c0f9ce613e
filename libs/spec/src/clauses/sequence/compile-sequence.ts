import type { Compilation } from "../../compilation.ts";
import type { SequenceStep } from "../../sequence.ts";
import type { Block } from "../../reading/block.ts";
import { oneLine } from "../../reading/block.ts";
import { shownText } from "./mermaid-text.ts";
import { readDiagram } from "./read-diagram.ts";
import type { ReadDiagram, ReadStep } from "./read-diagram.ts";
import { sequenceStatements } from "./statement.ts";
import type { Statement } from "./statement.ts";

/** Whether a mermaid block is a `sequenceDiagram`; other diagrams state nothing. */
export const isSequence = (diagram: Block): boolean => sequenceStatements(diagram.text) !== undefined;

const MAX_ARROWS = 500;
const UNREAD = "A part of the diagram does not parse, so its order is not known.";
const TOO_LARGE = `The diagram has more than ${MAX_ARROWS} arrows.`;

const reasonOf = ({ problems, arrows }: ReadDiagram): string | undefined => {
  if (problems.length > 0) return UNREAD;
  return arrows.length > MAX_ARROWS ? TOO_LARGE : undefined;
};

/** Compiles the diagram that is number `index` of the sequences: one clause for it, and one for each arrow. */
export const compileSequence = (compilation: Compilation, diagram: Block, index: number): void => {
  const statements = sequenceStatements(diagram.text);
  if (!statements) return;
  const root = index === 0 ? "sequence" : `sequence#${index + 1}`;
  const rows = diagram.text.split("\n");
  const place = ({ text, line, column }: Statement) => ({
    ...diagram.place(line, column),
    text: oneLine((rows[line - 1] ?? "").slice(column - 1, column - 1 + text.length)),
  });
  const read = readDiagram(statements.body);
  const reason = reasonOf(read);
  for (const { at, message } of read.problems) {
    const suggestion = "Correct the diagram; until then no rule follows it.";
    compilation.report("lint.unreadable", "warning", place(at), message, suggestion);
  }

  const names = new Map<string, string>();
  for (const { id, name } of read.participants) names.set(id, name ?? names.get(id) ?? id);
  for (const { from, to } of read.arrows) for (const id of [from, to]) if (!names.has(id)) names.set(id, id);
  for (const [id, name] of names) names.set(id, shownText(name));

  const citation = compilation.cite(root, place(statements.header));
  compilation.blocks.push(citation);
  const paths = read.arrows.map(({ at, from, to, message, ...drawn }, number) => {
    const cited = compilation.cite(`${root}.arrows[${number}]`, place(at));
    compilation.add(
      "sequence.arrow",
      cited,
      { from: names.get(from) ?? from, to: names.get(to) ?? to, message: shownText(message), ...drawn },
      reason,
    );
    return cited.path;
  });
  const steps = reason === undefined ? compiledSteps(read.steps, paths) : [];
  const aliases = Object.fromEntries(
    [...names].map(([id, name]) => [shownText(id), name]).filter(([id, name]) => id !== name),
  ) as Record<string, string>;
  compilation.add(
    "sequence",
    citation,
    { participants: [...new Set(names.values())], aliases, steps },
    reason,
  );
};

const compiledSteps = (steps: readonly ReadStep[], paths: readonly string[]): SequenceStep[] =>
  steps.map((step) =>
    typeof step === "number"
      ? { arrow: paths[step] ?? "" }
      : { block: step.block, branches: step.branches.map((branch) => compiledSteps(branch, paths)) },
  );
