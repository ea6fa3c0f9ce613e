import { loadSpecification } from "../load-specification.ts";
import type { Specification } from "../specification.ts";

/** Stands in for SHA-256: 64 hex digits that change with the text. */
export const sha256 = (text: string): string => {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 0xfffffffb;
  return hash.toString(16).padStart(64, "0");
};

/** A specification of one YAML file. */
export const ofYaml = (text: string): Specification =>
  loadSpecification([{ name: "spec.yaml", text }], sha256);

/** A specification of one Markdown file. */
export const ofMarkdown = (text: string): Specification =>
  loadSpecification([{ name: "spec.md", text }], sha256);

/** The findings of one lint rule, as `line: message`. */
export const findings = ({ diagnostics }: Specification, rule: string): string[] =>
  diagnostics
    .filter((diagnostic) => diagnostic.rule === rule)
    .map(({ line, message }) => `${line}: ${message}`);
