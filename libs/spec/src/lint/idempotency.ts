import type { ClauseOf, EndpointKey } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import type { Document } from "../reading/read-files.ts";
import { textOf, walk } from "../reading/tree.ts";
import { quoted } from "./words.ts";

const KEY_HEADER = /idempoten/i;
/** Refusals of a repeated request … */
const REPEATED = /idempoten|\b(duplicate|repeated|same) request\b/i;
/** … and what is refused for another reason than being repeated. */
const OTHERWISE =
  /\b(different|other|another|mismatch\w*|not match\w*|changed|progress|concurrent\w*|simultaneous\w*|processed|processing|pending)\b/i;

/** Where the document says two things about a repeated key, or nothing about keys at all. */
export const lintIdempotency = (compilation: Compilation, document: Document): void => {
  const keyed = new Set<string>();
  for (const { kind, parameters } of compilation.clauses)
    if (kind === "request.header" && KEY_HEADER.test(parameters.name)) keyed.add(label(parameters.endpoint));
  lintUndocumented(compilation, keyed);
  for (const clause of compilation.clauses) {
    if (clause.kind !== "idempotency.replay") continue;
    const { endpoint, status } = clause.parameters;
    if (status >= 400) continue;
    for (const other of compilation.clauses) {
      if (other.kind !== "response.status" || other.parameters.status !== 409) continue;
      const its = label(other.parameters.endpoint);
      if (endpoint ? label(endpoint) !== its : !keyed.has(its)) continue;
      const words = refusalOf(compilation, document, other);
      if (words === undefined) continue;
      const message =
        `${quoted(clause.text)} answers a repeated key with ${status}, ` +
        `and ${its} documents 409 for it (${quoted(words)}): either is accepted.`;
      const suggestion = `Let both say the same: ${status} with the first answer, or 409.`;
      compilation.report("lint.idempotency-contradiction", "warning", clause, message, suggestion);
    }
  }
};

/** A POST without the header could create twice what is retried. */
const lintUndocumented = (compilation: Compilation, keyed: ReadonlySet<string>): void => {
  for (const clause of compilation.clauses) {
    if (clause.kind !== "endpoint" || clause.parameters.method !== "POST") continue;
    if (keyed.has(label(clause.parameters))) continue;
    const message = `${label(clause.parameters)} documents no idempotency header: whoever retries it may do its work twice.`;
    const suggestion = "Document a header such as Idempotency-Key, or say that the request may be repeated.";
    compilation.report("lint.idempotency-undocumented", "info", clause, message, suggestion);
  }
};

/** The words by which a documented response refuses a repeated key; undefined where it refuses something else. */
const refusalOf = (
  compilation: Compilation,
  document: Document,
  { parameters: { endpoint, status }, file, line, column }: ClauseOf<"response.status">,
): string | undefined => {
  const texts = compilation.examples
    .filter((shown) => shown.endpoint && label(shown.endpoint) === label(endpoint) && shown.status === status)
    .flatMap(({ value }) => Object.values(value ?? {}).filter((part) => typeof part === "string"));
  for (const tree of document.trees) {
    walk(tree, (node) => {
      if (node.kind !== "map" || node.file !== file || node.line !== line || node.column !== column) return;
      const description = textOf(node.entries.find(({ key }) => key === "description")?.value);
      if (description !== undefined) texts.push(description);
    });
  }
  return texts.some((text) => OTHERWISE.test(text)) ? undefined : texts.find((text) => REPEATED.test(text));
};

const label = ({ method, path }: EndpointKey): string => `${method} ${path}`;
