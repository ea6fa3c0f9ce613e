import type { BodySchema, JsonSchema } from "../body-schema.ts";
import type { Citation } from "../citation.ts";
import type { Compilation } from "../compilation.ts";
import type { Tree } from "../reading/tree.ts";

/** A body schema being compiled: its citations, and the statements that become clauses. */
export interface Draft {
  compilation: Compilation;
  citations: Map<string, Citation>;
  statements: { citation: Citation; pointer: string; reason?: string }[];
  contradicted: Set<string>;
  /** Which example contradicts a pointer. */
  contradictions: Map<string, Citation>;
}

/** Where in the document and in the schema the compiler stands. */
export interface Spot {
  path: string;
  pointer: string;
  /** The `$ref`s being followed. */
  following: readonly Tree[];
}

/** A compiled schema; `required` where it says itself that its member must be there. */
export interface Compiled {
  schema: JsonSchema;
  required?: Citation;
}

export const draft = (compilation: Compilation): Draft => ({
  compilation,
  citations: new Map(),
  statements: [],
  contradicted: new Set(),
  contradictions: new Map(),
});

/** Notes the citation of a schema pointer; the first one stays. */
export const citeAt = (target: Draft, pointer: string, citation: Citation): void => {
  if (!target.citations.has(pointer)) target.citations.set(pointer, citation);
};

/** Notes one citation for all keywords of a schema. */
export const citeKeywords = (
  target: Draft,
  pointer: string,
  schema: JsonSchema,
  citation: Citation,
): void => {
  for (const [keyword, value] of Object.entries(schema)) {
    citeAt(target, `${pointer}/${keyword}`, citation);
    if (keyword === "items") citeKeywords(target, `${pointer}/items`, value as JsonSchema, citation);
  }
};

/** Notes that a part of the document contradicts a pointer's keyword; the first one stays. */
export const contradict = (target: Draft, pointer: string, by: Citation): void => {
  target.contradicted.add(pointer);
  if (!target.contradictions.has(pointer)) target.contradictions.set(pointer, by);
};

/** The finished body; its statements become `body.keyword` clauses of `owner`, each place once. */
export const finish = (
  target: Draft,
  schema: JsonSchema,
  source: BodySchema["source"],
): { body: BodySchema; emit: (owner: string) => void } => ({
  body: { schema, citations: target.citations, contradicted: target.contradicted, source },
  emit: (owner) => {
    const { compilation } = target;
    for (const { citation, pointer, reason } of target.statements) {
      if (compilation.keywords.has(citation.path)) continue;
      compilation.keywords.add(citation.path);
      const clause = compilation.add("body.keyword", citation, { owner, pointer }, reason);
      const contradictedBy = target.contradictions.get(pointer);
      if (contradictedBy) clause.contradictedBy = contradictedBy;
    }
  },
});
