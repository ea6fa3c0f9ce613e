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
  const paths = new Map<string, string>();
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
    budget: MAX_SCHEMA_NODES,
    cite(path, { file, line, column, text }) {
      const place = `${file}:${line}:${column}`;
      let unique = path;
      for (let n = 2; (paths.get(unique) ?? place) !== place; n++) unique = `${path}#${n}`;
      paths.set(unique, place);
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
