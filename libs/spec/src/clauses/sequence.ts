import type { Compilation } from "../compilation.ts";
import type { Block } from "../reading/block.ts";
import { oneLine } from "../reading/block.ts";

const ARROW = /^(.+?)\s*(<<-->>|<<->>|-->>|->>|-->|->|--x|-x|--\)|-\))\s*([+-]?)\s*([^:]+?)\s*:\s*(.*)$/;
const PARTICIPANT = /^(?:create\s+)?(?:participant|actor)\s+(.+?)(?:\s+as\s+(.+))?$/i;

const MAX_ROW = 1000;

/** The arrows of a mermaid `sequenceDiagram`; other diagrams state nothing. */
export const compileSequence = (compilation: Compilation, diagram: Block, index: number): void => {
  const rows = diagram.text.split("\n");
  const first = rows.findIndex((row) => row.trim() !== "" && !/^\s*(%%|---)/.test(row));
  if (!/^\s*sequenceDiagram\b/.test(rows[first] ?? "")) return;
  const root = index === 0 ? "sequence" : `sequence#${index + 1}`;
  const names = new Map<string, string>();
  const place = (row: string, line: number) => ({
    ...diagram.place(line, row.length - row.trimStart().length + 1),
    text: oneLine(row),
  });
  compilation.blocks.push(compilation.cite(root, place(rows[first] ?? "", first + 1)));
  let arrows = 0;
  for (const [number, row] of rows.entries()) {
    if (row.length > MAX_ROW) continue;
    const text = row.trim().replace(/;$/, "");
    const participant = PARTICIPANT.exec(text);
    if (participant)
      names.set(unquoted(participant[1] ?? ""), unquoted(participant[2] ?? participant[1] ?? ""));
    const match = participant || /^(note|%%)/i.test(text) ? undefined : ARROW.exec(text);
    if (!match) continue;
    const [, from = "", arrow = "", , to = "", message = ""] = match;
    const citation = compilation.cite(`${root}.arrows[${arrows++}]`, place(row, number + 1));
    compilation.add("sequence.arrow", citation, {
      from: names.get(unquoted(from)) ?? unquoted(from),
      to: names.get(unquoted(to)) ?? unquoted(to),
      message: message.trim(),
      arrow: arrow.endsWith(")") || arrow.endsWith("x") ? "async" : arrow.startsWith("--") ? "reply" : "sync",
    });
  }
};

const unquoted = (name: string): string => name.trim().replace(/^"(.*)"$/, "$1");
