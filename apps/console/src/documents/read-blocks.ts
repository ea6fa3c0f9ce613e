import { fromMarkdown } from "mdast-util-from-markdown";
import type { SpecificationFile } from "#spec";
import { readSpans, type Span } from "./read-spans.ts";

/** A part of a file as it is shown: prose by its spans, everything else by its lines as written. */
export type DocumentBlock =
  | { kind: "heading"; line: number; level: number; spans: Span[] }
  | { kind: "prose"; line: number; spans: Span[]; depth?: number; marker?: string }
  | { kind: "lines"; line: number; language: string; lines: string[] };

interface Node {
  type: string;
  depth?: number;
  lang?: string | null;
  ordered?: boolean | null;
  start?: number | null;
  children?: Node[];
  position?: { start: { line: number; column: number }; end: { line: number } };
}

/** Inline syntax, whose parsing takes quadratic time; spans are read from the text of a paragraph. */
const INLINE = [
  "attention",
  "autolink",
  "characterEscape",
  "characterReference",
  "codeText",
  "hardBreakEscape",
  "htmlText",
  "labelEnd",
  "labelStartImage",
  "labelStartLink",
];

const FENCE = /^\s*(?:`{3,}|~{3,})/;

class BlockReader {
  readonly blocks: DocumentBlock[] = [];

  constructor(
    private readonly lines: readonly string[],
    private readonly offset: number,
  ) {}

  private at(node: Node): { first: number; last: number } {
    const first = (node.position?.start.line ?? 1) - 1 + this.offset;
    return { first, last: (node.position?.end.line ?? 1) - 1 + this.offset };
  }

  private written(node: Node): string {
    const { first, last } = this.at(node);
    const column = (node.position?.start.column ?? 1) - 1;
    const [head = "", ...rest] = this.lines.slice(first, last + 1);
    return [head.slice(column), ...rest].map((row) => row.trim()).join(" ");
  }

  private asLines(first: number, last: number, language: string): void {
    const lines = this.lines.slice(first, last + 1);
    if (lines.length > 0) this.blocks.push({ kind: "lines", line: first + 1, language, lines });
  }

  read(node: Node, depth = 0, marker?: string): void {
    const { first, last } = this.at(node);
    const line = first + 1;
    if (node.type === "heading") {
      const text = this.written(node).replace(/^#{1,6}\s*|\s*#*$/g, "");
      this.blocks.push({ kind: "heading", line, level: node.depth ?? 1, spans: readSpans(text) });
    } else if (node.type === "paragraph") {
      const listed = depth > 0 && { depth, ...(marker !== undefined && { marker }) };
      this.blocks.push({ kind: "prose", line, spans: readSpans(this.written(node)), ...listed });
    } else if (node.type === "list") {
      node.children?.forEach((item, index) => {
        const mark = node.ordered ? `${(node.start ?? 1) + index}.` : "–";
        item.children?.forEach((child, part) => this.read(child, depth + 1, part === 0 ? mark : undefined));
      });
    } else if (node.type === "code") {
      const fenced = FENCE.test((this.lines[first] ?? "").replace(/^[\s>*+\d.-]*(?=[`~]{3})/, ""));
      const closed = fenced && last > first && FENCE.test(this.lines[last] ?? "");
      this.asLines(first + (fenced ? 1 : 0), last - (closed ? 1 : 0), (node.lang ?? "").toLowerCase());
    } else this.asLines(first, last, "");
  }
}

const frontMatterEnd = (lines: readonly string[]): number => {
  if ((lines[0] ?? "").trim() !== "---") return 0;
  return lines.findIndex((row, index) => index > 0 && row.trim() === "---") + 1;
};

/** The parts of a file in document order, with lines that count from 1; a file that is no Markdown is all lines. */
export const readBlocks = ({ name, text }: SpecificationFile): DocumentBlock[] => {
  const lines = text.split(/\r\n|\r|\n/);
  if (!/\.(?:md|markdown)$/i.test(name)) {
    const language = /\.json$/i.test(name) ? "json" : "yaml";
    return [{ kind: "lines", line: 1, language, lines }];
  }
  const start = frontMatterEnd(lines);
  const reader = new BlockReader(lines, start);
  const tree = fromMarkdown(lines.slice(start).join("\n"), {
    extensions: [{ disable: { null: INLINE } }],
  }) as Node;
  for (const node of tree.children ?? []) reader.read(node);
  if (start === 0) return reader.blocks;
  return [{ kind: "lines", line: 1, language: "yaml", lines: lines.slice(0, start) }, ...reader.blocks];
};
