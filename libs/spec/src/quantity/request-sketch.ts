/** A request in a scenario's words: which member it lacks, or which value a member has. */
export type RequestSketch = { without: string } | { member: string; value: unknown };

const WITHOUT = /\b(?:without|missing|lacking)\s+(?:an?\s+|the\s+)?["'`]?([A-Za-z_][\w-]*)["'`]?\s*\}?$/i;
const WITH = /\bwith\s+(?:an?\s+|the\s+)?["'`]?([A-Za-z_][\w-]*)["'`]?\s*[:=]\s*([^{}]+?)\s*\}?$/i;

/** Reads "{order without customer_id}" and "{order with quantity: 0}"; undefined for anything else. */
export const requestSketch = (phrase: string): RequestSketch | undefined => {
  const text = phrase.trim();
  const without = WITHOUT.exec(text)?.[1];
  if (without !== undefined) return { without };
  const [, member, written = ""] = WITH.exec(text) ?? [];
  return member === undefined ? undefined : { member, value: scalar(written) };
};

const scalar = (written: string): unknown => {
  const quoted = /^(["'`])(.*)\1$/.exec(written)?.[2];
  if (quoted !== undefined) return quoted;
  if (/^(true|false|null|-?\d{1,15}(\.\d{1,15})?)$/.test(written)) return JSON.parse(written);
  return written;
};
