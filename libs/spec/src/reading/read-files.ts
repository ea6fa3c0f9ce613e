import type { Diagnostic, SpecificationFile } from "../specification.ts";
import type { Block } from "./block.ts";
import { block } from "./block.ts";
import { identityOf, isTitle, stem, titleOf } from "./identity.ts";
import type { Prose } from "./markdown.ts";
import { markdownParts } from "./markdown.ts";
import type { Tree } from "./tree.ts";
import { member, textOf } from "./tree.ts";
import { yamlTrees } from "./yaml-tree.ts";

const MAX_BYTES = 1024 * 1024;

/** A specification's files, taken apart but not yet understood. */
export interface Document {
  id: string;
  title: string;
  firstFile: string;
  /** The files that were read; one that is too large is none of them. */
  files: SpecificationFile[];
  /** The YAML documents, in order; each is one block of sections. */
  trees: Tree[];
  diagrams: Block[];
  headings: Prose[];
  prose: Prose[];
  /** Whether any file is Markdown. */
  written: boolean;
  diagnostics: Diagnostic[];
}

const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name);

/** Reads all files; a file or block that cannot be read is a diagnostic, and the rest still loads. */
export const readFiles = (files: readonly SpecificationFile[]): Document => {
  const document: Document = {
    id: "",
    title: "",
    firstFile: files[0]?.name ?? "",
    files: [],
    trees: [],
    diagrams: [],
    headings: [],
    prose: [],
    written: false,
    diagnostics: [],
  };
  let id: string | undefined;
  let title: string | undefined;
  for (const file of files) {
    const text = file.text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
    if (text.length > MAX_BYTES || utf8Length(text) > MAX_BYTES) {
      document.diagnostics.push(tooLarge(file.name));
      continue;
    }
    document.files.push(file);
    const front = frontMatter(file.name, text);
    const read = isYaml(file.name)
      ? { blocks: [wholeFile(file.name, text)], headings: [], prose: [] }
      : markdownParts(file.name, front.rest);
    document.written ||= !isYaml(file.name);
    document.headings = document.headings.concat(read.headings);
    document.prose = document.prose.concat(read.prose);
    if (!isYaml(file.name) && front.block) {
      const { trees, diagnostics } = yamlTrees(front.block);
      document.diagnostics = document.diagnostics.concat(diagnostics);
      id ??= textOf(member(trees[0], "id"));
    }
    for (const part of read.blocks) {
      if (part.language === "mermaid") {
        document.diagrams.push(part);
        continue;
      }
      const { trees, diagnostics } = yamlTrees(part);
      document.diagnostics = document.diagnostics.concat(diagnostics);
      document.trees = document.trees.concat(trees);
      if (isYaml(file.name)) {
        for (const tree of trees) {
          id ??= textOf(member(tree, "id"));
          title ??= textOf(member(tree, "title"));
        }
      }
    }
  }
  const fileName = document.firstFile;
  const heading = document.headings.find(({ text }) => isTitle(text)) ?? document.headings[0];
  title ??= heading && titleOf(heading.text);
  document.title = title || stem(fileName) || "Specification";
  document.id = identityOf(id, title ?? "", fileName);
  return document;
};

const wholeFile = (file: string, text: string): Block =>
  block({ file, language: "yaml", text, line: 1 }, 1, new Array<number>(text.split("\n").length).fill(0));

/** Cuts the front matter out; its lines stay, empty, so that all others keep their numbers. */
const frontMatter = (file: string, text: string): { block?: Block; rest: string } => {
  const match = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/.exec(text);
  const inner = match?.[1];
  if (!match || inner === undefined) return { rest: text };
  const source = { file, language: "yaml" as const, text: inner, line: 1 };
  return {
    block: block(source, 2, new Array<number>(inner.split("\n").length).fill(0)),
    rest: match[0].replace(/[^\n]/g, "") + text.slice(match[0].length),
  };
};

const utf8Length = (text: string): number => {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
};

const tooLarge = (file: string): Diagnostic => ({
  rule: "lint.unreadable",
  severity: "error",
  file,
  line: 1,
  column: 1,
  message: `${file} is larger than 1 MiB and was not read.`,
  suggestion: "Split it into several files.",
});
