import type { JsonSchema } from "../body-schema.ts";
import type { Types } from "./constraint.ts";
import { constraint } from "./constraint.ts";

/** One comma-separated part of a constraint's prose; `keywords` is absent where the part is none of the known forms. */
export interface ConstraintPart {
  text: string;
  /** Offset of the part in the phrase. */
  offset: number;
  keywords?: JsonSchema;
}

const SEPARATOR = /;\s*|,(?!\d{3}(?!\d))\s*/g;

/** "max 50 characters, alphanumeric" part by part; the commas of "one of: a, b" separate its values only. */
export const constraintList = (phrase: string, types: Types): ConstraintPart[] => {
  const parts: ConstraintPart[] = [];
  let values = false;
  for (const piece of pieces(phrase)) {
    const last = parts.at(-1);
    const keywords = constraint(piece.text, types);
    if (values && last && !keywords) last.text = phrase.slice(last.offset, piece.offset + piece.text.length);
    else {
      values = /^(one of|any of|allowed values)\b/i.test(piece.text);
      parts.push(piece);
    }
  }
  return parts.map((part) => ({ ...part, keywords: constraint(part.text, types) }));
};

const pieces = (phrase: string): ConstraintPart[] => {
  const found: ConstraintPart[] = [];
  let start = 0;
  const push = (end: number) => {
    const raw = phrase.slice(start, end);
    const text = raw.trim();
    if (text !== "") found.push({ text, offset: start + raw.indexOf(text) });
  };
  for (const match of phrase.matchAll(SEPARATOR)) {
    push(match.index);
    start = match.index + match[0].length;
  }
  push(phrase.length);
  return found;
};
