/** A piece of prose in one voice; `href` is an address on the web, or a place in the document. */
export interface Span {
  text: string;
  voice?: "strong" | "emphasis" | "code";
  href?: string;
}

/** Linear in the text: no piece may hold what begins it, and each is short. */
const PIECE =
  /`([^`\n]{1,300})`|\*\*([^*\n]{1,300})\*\*|(?<![\w*])[*_](?!\s)([^*_\n]{1,300})(?<!\s)[*_](?![\w*])|\[([^[\]\n]{1,300})\]\(([^()\s]{1,500})\)/g;

const isAddress = (target: string): boolean => /^(?:https?:\/\/|#)/i.test(target);

const spanOf = ([whole, code, strong, emphasis, label, target]: RegExpMatchArray): Span => {
  if (code !== undefined) return { text: code, voice: "code" };
  if (strong !== undefined) return { text: strong, voice: "strong" };
  if (emphasis !== undefined) return { text: emphasis, voice: "emphasis" };
  if (label !== undefined && target !== undefined && isAddress(target)) return { text: label, href: target };
  return { text: whole };
};

/** The pieces of a paragraph's text: what is no known mark-up stays as it is written. */
export const readSpans = (text: string): Span[] => {
  const spans: Span[] = [];
  let end = 0;
  for (const match of text.matchAll(PIECE)) {
    if (match.index > end) spans.push({ text: text.slice(end, match.index) });
    spans.push(spanOf(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) spans.push({ text: text.slice(end) });
  return spans;
};
