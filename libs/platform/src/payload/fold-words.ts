const WORDS_AT_MOST = 256;
const LETTERS_AT_MOST = 64 * 1024;
const WORD = /[\p{L}\p{N}]+/gu;
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|["\\/bfnrt])/g;

/** JSON's escapes as what they stand for: a letter, or the end of a word. */
const withoutEscapes = (text: string): string =>
  text.includes("\\")
    ? text.replace(ESCAPE, (_, code: string | undefined) =>
        code === undefined ? " " : String.fromCharCode(parseInt(code, 16)),
      )
    : text;

/**
 * The words of a text's first 64 KiB, each once, at most 256: runs of letters and digits in lower case, without diacritics, in their
 * plain form (NFKC).
 */
export const foldWords = (text: string): string[] => {
  const words = new Set<string>();
  const folded = withoutEscapes(text.slice(0, LETTERS_AT_MOST))
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replaceAll("ς", "σ");
  for (const [word] of folded.matchAll(WORD)) {
    words.add(word.normalize("NFKC"));
    if (words.size === WORDS_AT_MOST) break;
  }
  return [...words];
};
