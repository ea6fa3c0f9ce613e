const OPEN = "\uE000";
const CLOSE = "\uE001";
const ENTITY = /#(\w{1,32});/g;
const NAMED: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  colon: ":",
  comma: ",",
  gt: ">",
  lt: "<",
  nbsp: " ",
  num: "#",
  quot: '"',
  semi: ";",
};
const MAX_CODE_POINT = 0x10ffff;

/** The text with its entities (`#59;`) guarded, so that their `#` and `;` divide nothing; its length stays. */
export const guardEntities = (text: string): string => text.replace(ENTITY, `${OPEN}$1${CLOSE}`);

const character = (name: string): string => {
  if (!/^\d+$/.test(name)) return NAMED[name.toLowerCase()] ?? `#${name};`;
  const code = Number(name);
  return code > MAX_CODE_POINT ? `#${name};` : String.fromCodePoint(code);
};

/** A guarded text as it is shown: entities as characters, line breaks and runs of white space as one space. */
export const shownText = (guarded: string): string =>
  guarded
    .replace(/<br\s{0,9}\/?>/gi, " ")
    .replace(/\uE000(\w{1,32})\uE001/g, (_, name: string) => character(name))
    .replace(/\s+/g, " ")
    .trim();

/** A label or message without mermaid's prefix for wrapping. */
export const withoutWrap = (text: string): string => text.replace(/^\s*:?(?:no)?wrap:/i, "");

/** A participant's name without the quotes around it. */
export const unquoted = (name: string): string => /^"(.+)"$/.exec(name.trim())?.[1] ?? name.trim();

/** The text with what only decorates blanked out, line for line: front matter, `%%{…}%%` and lines of comment. */
export const withoutDecoration = (text: string): string => {
  const front = /^\s*---[ \t]*\n[\s\S]*?\n[ \t]*---[ \t]*(?:\n|$)/.exec(text)?.[0] ?? "";
  let result = blank(front);
  let at = front.length;
  for (;;) {
    const from = text.indexOf("%%{", at);
    const to = from < 0 ? -1 : text.indexOf("}%%", from);
    if (to < 0) break;
    result += text.slice(at, from) + blank(text.slice(from, to + 3));
    at = to + 3;
  }
  return (result + text.slice(at)).replace(/^[^\S\n]*(?:%%|#).*$/gm, blank);
};

const blank = (text: string): string => text.replace(/[^\n]/g, " ");
