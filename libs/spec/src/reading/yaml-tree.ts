import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from "yaml";
import type { Document, Node } from "yaml";
import type { Place } from "../citation.ts";
import type { Diagnostic } from "../specification.ts";
import type { Block } from "./block.ts";
import { oneLine } from "./block.ts";
import { MAX_DEPTH, tooDeepAt } from "./nesting.ts";
import type { Entry, ScalarValue, Tree } from "./tree.ts";

const MAX_ALIASED_NODES = 10_000;
const MAX_ALIASES = 100;
const REFUSED_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** Thrown to leave a document that must not be read further. */
class Unreadable extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Where a node is quoted from: the offsets of its statement in the block. */
interface Span {
  start: number;
  end: number;
}

/** The YAML documents of a block as trees; what cannot be read is a diagnostic, and the other documents still load. */
export const yamlTrees = (source: Block): { trees: Tree[]; diagnostics: Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const unreadable = (at: Place, message: string, suggestion?: string) =>
    diagnostics.push({ rule: "lint.unreadable", severity: "error", ...at, message, suggestion });
  const deep = tooDeepAt(source.text);
  if (deep !== undefined) {
    unreadable(source.place(deep, 1), `This YAML nests deeper than ${MAX_DEPTH} levels.`, "Flatten it.");
    return { trees: [], diagnostics };
  }
  const lineCounter = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(Math.max(0, Math.min(offset, source.text.length)));
    return source.place(Math.max(line, 1), Math.max(col, 1));
  };
  const quote = (offset: number): string => {
    const start = source.text.lastIndexOf("\n", Math.max(offset - 1, 0)) + 1;
    return oneLine(source.text.slice(start)) || "the end of the block";
  };
  const trees: Tree[] = [];
  try {
    const parsed = parseAllDocuments(source.text, {
      uniqueKeys: false,
      merge: false,
      prettyErrors: false,
      lineCounter,
      logLevel: "silent",
    });
    for (const document of Array.isArray(parsed) ? parsed : []) {
      const error = document.errors[0];
      try {
        if (error) throw new Unreadable(error.message, error.pos[0]);
        const tree = treeOf(document, source, at, (offset, key) =>
          unreadable(at(offset), `The key \`${oneLine(key)}\` is refused.`, "Rename it."),
        );
        if (tree) trees.push(tree);
      } catch (reason) {
        if (!(reason instanceof Unreadable)) throw reason;
        const message = `This YAML does not parse at \`${quote(reason.offset)}\`: ${reason.message}`;
        unreadable(at(reason.offset), message, "Correct the YAML; the other blocks are loaded.");
      }
    }
  } catch (reason) {
    const message = reason instanceof Error ? reason.message : String(reason);
    unreadable(source.place(1, 1), `This YAML cannot be read: ${oneLine(message)}`);
  }
  return { trees, diagnostics };
};

const treeOf = (
  document: Document.Parsed,
  source: Block,
  at: (offset: number) => Place,
  refuse: (offset: number, key: string) => void,
): Tree | undefined => {
  let aliases = 0;
  let aliased = 0;
  const convert = (node: Node | null, span: Span, depth: number, inAlias: boolean): Tree => {
    if (depth > MAX_DEPTH) throw new Unreadable(`it nests deeper than ${MAX_DEPTH} levels`, span.start);
    if (inAlias && ++aliased > MAX_ALIASED_NODES)
      throw new Unreadable("its aliases expand too far", span.start);
    const place = { ...at(span.start), text: oneLine(source.text.slice(span.start, span.end)) };
    if (isAlias(node)) {
      if (++aliases > MAX_ALIASES)
        throw new Unreadable(`it uses more than ${MAX_ALIASES} aliases`, span.start);
      const target = node.resolve(document);
      if (!target) throw new Unreadable(`the alias *${node.source} has no anchor`, span.start);
      return { ...convert(target as Node, spanOf(target as Node, span), depth + 1, true), ...place };
    }
    if (isMap(node)) {
      const entries: Entry[] = [];
      const seen = new Map<string, number>();
      for (const pair of node.items) {
        const keyNode = pair.key as Node | null;
        const start = keyNode?.range?.[0] ?? span.start;
        if (!isScalar(keyNode)) throw new Unreadable("a key is not a plain word", start);
        const key =
          typeof keyNode.value === "string" ? keyNode.value : String(keyNode.source ?? keyNode.value);
        if (REFUSED_KEYS.has(key)) {
          refuse(start, key);
          continue;
        }
        const count = (seen.get(key) ?? 0) + 1;
        seen.set(key, count);
        const value = pair.value as Node | null;
        const end = node.flow ? (value?.range?.[1] ?? keyNode.range?.[1] ?? start) : source.text.length;
        entries.push({
          key,
          segment: count === 1 ? key : `${key}#${count}`,
          value: convert(value, { start, end }, depth + 1, inAlias),
        });
      }
      return { kind: "map", entries, ...place };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => {
        const own = spanOf(item as Node | null, span);
        return convert(
          item as Node | null,
          node.flow ? own : { ...own, end: source.text.length },
          depth + 1,
          inAlias,
        );
      });
      return { kind: "list", items, ...place };
    }
    return { kind: "scalar", ...scalarOf(node), ...place };
  };
  const root = document.contents as Node | null;
  return root === null
    ? undefined
    : convert(root, spanOf(root, { start: 0, end: source.text.length }), 0, false);
};

const spanOf = (node: Node | null, otherwise: Span): Span =>
  node?.range ? { start: node.range[0], end: node.range[1] } : otherwise;

const scalarOf = (node: Node | null): { value: ScalarValue; source: string } => {
  if (!isScalar(node)) return { value: null, source: "" };
  const { value } = node;
  const source = node.source ?? String(value);
  if (typeof value === "number")
    return Number.isFinite(value) ? { value, source } : { value: source, source };
  if (typeof value === "string" || typeof value === "boolean" || value === null) return { value, source };
  return { value: source, source };
};
