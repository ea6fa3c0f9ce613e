import type { Place } from "../citation.ts";
import type { EndpointKey } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import type { Document } from "../reading/read-files.ts";
import { member, textOf, walk } from "../reading/tree.ts";
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
  const described = descriptions(document);
  const shown = exampleTexts(compilation);
  const refusing = new Map<string, string>();
  for (const clause of compilation.clauses) {
    if (clause.kind !== "response.status" || clause.parameters.status !== 409) continue;
    const its = label(clause.parameters.endpoint);
    const words = refusalIn([...(shown.get(`${its} 409`) ?? []), ...(described.get(placeOf(clause)) ?? [])]);
    if (words !== undefined) refusing.set(its, words);
  }
  const [ofAny] = [...refusing.keys()].filter((its) => keyed.has(its));
  for (const clause of compilation.clauses) {
    if (clause.kind !== "idempotency.replay") continue;
    const { endpoint, status } = clause.parameters;
    const its = endpoint ? label(endpoint) : ofAny;
    const words = refusing.get(its ?? "");
    if (status >= 400 || words === undefined) continue;
    const message =
      `${quoted(clause.text)} answers a repeated key with ${status}, ` +
      `and ${its} documents 409 for it (${quoted(words)}): either is accepted.`;
    const suggestion = `Let both say the same: ${status} with the first answer, or 409.`;
    compilation.report("lint.idempotency-contradiction", "warning", clause, message, suggestion);
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

/** The words that refuse a repeated key; undefined where something else is refused. */
const refusalIn = (texts: readonly string[]): string | undefined =>
  texts.some((text) => OTHERWISE.test(text)) ? undefined : texts.find((text) => REPEATED.test(text));

/** The texts that the examples of an endpoint's status hold. */
const exampleTexts = ({ examples }: Compilation): Map<string, string[]> => {
  const texts = new Map<string, string[]>();
  for (const { endpoint, status, value } of examples) {
    if (!endpoint) continue;
    const own = Object.values(value ?? {}).filter((part) => typeof part === "string");
    const key = `${label(endpoint)} ${status}`;
    texts.set(key, [...(texts.get(key) ?? []), ...own]);
  }
  return texts;
};

/** The descriptions that maps have, by the maps' places. */
const descriptions = ({ trees }: Document): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  for (const tree of trees) {
    walk(tree, (node) => {
      const description = textOf(member(node, "description"));
      if (description !== undefined) found.set(placeOf(node), [description]);
    });
  }
  return found;
};

const placeOf = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;

const label = ({ method, path }: EndpointKey): string => `${method} ${path}`;
