import type { Citation, Place } from "./citation.ts";
import type { Clause, ClauseKind, ClauseOf } from "./clause.ts";

/** One file as read: its name is what citations and diagnostics show. */
export interface SpecificationFile {
  name: string;
  text: string;
}

/** A problem in the text itself. */
export interface Diagnostic extends Place {
  /** `lint.…`, as rules.md lists them. */
  rule: string;
  severity: "error" | "warning" | "info";
  /** One sentence that quotes the offending words. */
  message: string;
  suggestion?: string;
}

/** One revision of an integration's specification, compiled from its files. */
export interface Specification {
  /** The front matter's `id`, else a slug of the title. */
  id: string;
  title: string;
  /** `sha256:` and the hex digest over names and texts of the files. */
  revision: string;
  files: readonly SpecificationFile[];
  /** In document order. */
  clauses: readonly Clause[];
  /** The document's sections, for what is missing from one; `blockCitation` finds them. */
  blocks: readonly Citation[];
  /** In document order. */
  diagnostics: readonly Diagnostic[];
}

/** The clauses of one kind, in document order. */
export const clausesOf = <K extends ClauseKind>(
  specification: Specification,
  kind: K,
): readonly ClauseOf<K>[] =>
  specification.clauses.filter((clause): clause is Clause & ClauseOf<K> => clause.kind === kind);
