import type { SequenceBlock } from "../../sequence.ts";
import { holdsArrow, readArrow } from "./read-arrow.ts";
import type { ReadArrow } from "./read-arrow.ts";
import { readParticipant } from "./read-participant.ts";
import type { ReadParticipant } from "./read-participant.ts";
import type { Statement } from "./statement.ts";

/** A step as read: the index of an arrow, or a block. */
export type ReadStep = number | { block: SequenceBlock["block"]; branches: ReadStep[][] };

/** A diagram as far as it was read; `problems` says what was not. */
export interface ReadDiagram {
  participants: ReadParticipant[];
  arrows: (ReadArrow & { at: Statement })[];
  steps: ReadStep[];
  problems: { at: Statement; message: string }[];
}

interface OpenBlock {
  keyword: string;
  at: Statement;
  branches: ReadStep[][];
}

const BLOCKS: Readonly<Record<string, SequenceBlock["block"]>> = {
  alt: "alt",
  box: "group",
  break: "break",
  critical: "critical",
  loop: "loop",
  opt: "opt",
  par: "par",
  par_over: "par",
  rect: "group",
};
const DIVIDERS: Readonly<Record<string, SequenceBlock["block"]>> = {
  and: "par",
  else: "alt",
  option: "critical",
};
const WORD = /^(?:alt|box|break|critical|loop|opt|par|par_over|rect|and|else|option|end)\b/i;
const DECORATION = [
  /^note\s+(?:left of|right of|over)\s+[^:]+:/i,
  /^(?:activate|deactivate|destroy)\s+[^:]+$/i,
  /^autonumber(?:\s+(?:off|[\d.]+(?:\s+[\d.]+)?))?$/i,
  /^title\b/i,
];
const LINKS = /^(?:links?|properties|details)\s+([^:]+):/i;
/** What mermaid never reads as the beginning of a participant's name. */
const RESERVED = /^(?:participant|actor|create|destroy|activate|deactivate|note|autonumber)\s/i;
const MAX_DEPTH = 50;
const MAX_AFTER_END = 1000;
const MAX_PROBLEMS = 10;

const quoted = ({ text }: Statement): string => {
  const plain = text.replace(/\uE000/g, "#").replace(/\uE001/g, ";");
  return `"${plain.length > 80 ? `${plain.slice(0, 80)}…` : plain}"`;
};

/** Reads the statements below `sequenceDiagram`. */
export const readDiagram = (statements: readonly Statement[]): ReadDiagram => {
  const diagram: ReadDiagram = { participants: [], arrows: [], steps: [], problems: [] };
  const open: OpenBlock[] = [];
  const here = (): ReadStep[] => open.at(-1)?.branches.at(-1) ?? diagram.steps;
  const problem = (at: Statement, message: string): void => {
    if (diagram.problems.length < MAX_PROBLEMS) diagram.problems.push({ at, message });
  };

  const readWord = (word: string, at: Statement): void => {
    const divided = DIVIDERS[word];
    const last = open.at(-1);
    if (divided !== undefined) {
      if (last && BLOCKS[last.keyword] === divided) last.branches.push([]);
      else problem(at, `The diagram has ${quoted(at)} outside of a block that it could divide.`);
    } else if (word !== "end") {
      open.push({ keyword: word, at, branches: [[]] });
      if (open.length > MAX_DEPTH) problem(at, `The diagram nests more than ${MAX_DEPTH} blocks.`);
    } else if (last) {
      open.pop();
      const block = BLOCKS[last.keyword];
      if (block !== undefined) here().push({ block, branches: last.branches });
      const rest = at.text.slice(word.length);
      const text = rest.trimStart();
      const column = at.column + at.text.length - text.length;
      if (text.length > MAX_AFTER_END) problem(at, `The diagram has too much after ${quoted(at)}.`);
      else if (text !== "") read({ text, line: at.line, column });
    } else problem(at, `The diagram has ${quoted(at)} without a block that it could close.`);
  };

  const read = (at: Statement): void => {
    const { text } = at;
    const word = WORD.exec(text)?.[0];
    if (word !== undefined) return readWord(word.toLowerCase(), at);
    const participant = readParticipant(text);
    if (participant) return void diagram.participants.push(participant);
    if (DECORATION.some((form) => form.test(text))) return;
    const linked = LINKS.exec(text)?.[1];
    if (linked !== undefined && !holdsArrow(linked)) return;
    const arrow = RESERVED.test(text) ? undefined : readArrow(text);
    if (!arrow)
      return problem(at, `This line of the sequence diagram is none that mermaid knows: ${quoted(at)}.`);
    here().push(diagram.arrows.length);
    diagram.arrows.push({ ...arrow, at });
  };

  for (const statement of statements) read(statement);
  for (const { at } of open) problem(at, `The block ${quoted(at)} of the sequence diagram has no \`end\`.`);
  return diagram;
};
