import type { Citation, Place } from "./citation.ts";
import type { Clause, ClauseKind, ClauseOf, ClauseParameters, EndpointKey } from "./clause.ts";
import type { Diagnostic } from "./specification.ts";
import type { MapTree, Tree } from "./reading/tree.ts";

/** An example of a body that the document gives. */
export interface Example {
  endpoint?: EndpointKey;
  status: number;
  value: unknown;
  clause: Citation;
}

/** What the compilation of one specification gathers. */
export interface Compilation {
  clauses: Clause[];
  blocks: Citation[];
  diagnostics: Diagnostic[];
  /** Example bodies of responses, for the contradictions. */
  examples: Example[];
  /** The top-level sections of all blocks, where a `$ref` may point. */
  sections: ReadonlyMap<string, Tree>;
  /** Paths of the keywords that are clauses already. */
  keywords: Set<string>;
  /** How many more schema nodes may be compiled. */
  budget: number;
  /** A citation of the node under this path; a path that another statement has already gets `#2`. */
  cite(path: string, node: Place & { text: string }): Citation;
  add<K extends ClauseKind>(
    kind: K,
    citation: Citation,
    parameters: ClauseParameters[K],
    reason?: string,
  ): ClauseOf<K>;
  report(
    rule: string,
    severity: Diagnostic["severity"],
    at: Place,
    message: string,
    suggestion?: string,
  ): void;
}

const MAX_SCHEMA_NODES = 20_000;

/** A compilation of these YAML documents, with nothing in it yet. */
export const compilation = (trees: readonly Tree[]): Compilation => {
  const cited = new Map<string, string>();
  const uses = new Map<string, number>();
  const sections = new Map<string, Tree>();
  for (const tree of trees) {
    for (const { key, value } of tree.kind === "map" ? tree.entries : []) {
      sections.set(key, merged(sections.get(key), value));
    }
  }
  const result: Compilation = {
    clauses: [],
    blocks: [],
    diagnostics: [],
    examples: [],
    sections,
    keywords: new Set(),
    budget: MAX_SCHEMA_NODES,
    cite(path, { file, line, column, text }) {
      const key = `${path}\n${file}\n${line}:${column}`;
      let unique = cited.get(key);
      if (unique === undefined) {
        const use = (uses.get(path) ?? 0) + 1;
        uses.set(path, use);
        unique = use === 1 ? path : `${path}#${use}`;
        cited.set(key, unique);
      }
      return { path: unique, file, line, column, text };
    },
    add(kind, citation, parameters, reason) {
      const clause = { ...citation, kind, parameters, ...(reason === undefined ? {} : { reason }) };
      result.clauses.push(clause as unknown as Clause);
      return clause;
    },
    report(rule, severity, { file, line, column }, message, suggestion) {
      result.diagnostics.push({
        rule,
        severity,
        file,
        line,
        column,
        message,
        ...(suggestion ? { suggestion } : {}),
      });
    },
  };
  return result;
};

const merged = (first: Tree | undefined, second: Tree): Tree => {
  if (first?.kind !== "map" || second.kind !== "map") return first ?? second;
  const both: MapTree = { ...first, entries: [...first.entries, ...second.entries] };
  return both;
};
