import { fromMarkdown } from "mdast-util-from-markdown";
import type { Place } from "../citation.ts";
import type { Block } from "./block.ts";
import { block } from "./block.ts";

/** Running prose with its place, for findings about it. */
export interface Prose extends Place {
  text: string;
}

/** What a Markdown file consists of. */
export interface MarkdownParts {
  blocks: Block[];
  headings: Prose[];
  prose: Prose[];
}

interface MarkdownNode {
  type: string;
  lang?: string | null;
  value?: string;
  label?: string | null;
  children?: MarkdownNode[];
  position?: { start: { line: number; column: number } };
}

const LANGUAGES = new Map<string, Block["language"]>([
  ["yaml", "yaml"],
  ["yml", "yaml"],
  ["mermaid", "mermaid"],
]);

/** Inline syntax that means nothing to us, and whose parsing takes quadratic time. */
const UNREAD = [
  "attention",
  "autolink",
  "characterEscape",
  "characterReference",
  "hardBreakEscape",
  "htmlText",
  "labelEnd",
  "labelStartImage",
  "labelStartLink",
];

/** The fenced blocks, headings and prose of a Markdown text whose line ends are `\n`. */
export const markdownParts = (file: string, text: string): MarkdownParts => {
  const lines = text.split("\n");
  const parts: MarkdownParts = { blocks: [], headings: [], prose: [] };
  const references = new Set<string>();
  const pending: MarkdownNode[] = [
    fromMarkdown(text, { extensions: [{ disable: { null: UNREAD } }] }) as MarkdownNode,
  ];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const line = node.position?.start.line ?? 1;
    const at = { file, line, column: node.position?.start.column ?? 1 };
    const language = LANGUAGES.get((node.lang ?? "").toLowerCase());
    if (node.type === "code" && language) {
      const value = node.value ?? "";
      const indents = value.split("\n").map((row, index) => {
        const written = lines[line + index] ?? "";
        return written.endsWith(row) ? written.length - row.length : 0;
      });
      if (value !== "") parts.blocks.push(block({ file, language, text: value, line }, line + 1, indents));
    } else if (node.type === "heading")
      parts.headings.push({ ...at, text: plainText(node).replace(/[*`]/g, "") });
    else if (node.type === "definition") references.add((node.label ?? "").toLowerCase());
    else if (node.type === "text") parts.prose.push({ ...at, text: node.value ?? "" });
    for (const child of node.children?.toReversed() ?? []) pending.push(child);
  }
  return {
    ...parts,
    prose: parts.prose.map((part) => ({ ...part, text: withoutReferences(part.text, references) })),
  };
};

/** Blanks the names of links out, `[Docs]`, where the text defines them. */
const withoutReferences = (text: string, references: ReadonlySet<string>): string =>
  text.replace(/(?:\[[^[\]]*\])?\[([^[\]]+)\]/g, (written, label: string) =>
    references.has(label.toLowerCase()) ? " ".repeat(written.length) : written,
  );

const plainText = (node: MarkdownNode): string =>
  node.value ?? (node.children ?? []).map((child) => plainText(child)).join("");
