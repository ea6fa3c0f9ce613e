/** Whether a header's value fits a template such as `Bearer {access_token}`. */
export type TemplateTest = (value: string) => boolean;

const SCHEME = /^([^\s{<]+)\s+\S/;
/** One word follows these, and redaction never hides them. */
const ONE_WORD = new Set(["bearer", "basic"]);

/**
 * Compiles a header's template. The scheme, the word before the first blank, compares without case (RFC 9110, 11.1);
 * what stands for the credential may be a fingerprint, so of it only presence is judged, and that a bearer token is
 * one word. A scheme that redaction has hidden fits.
 */
export const compileTemplate = (template: string): TemplateTest => {
  const scheme = SCHEME.exec(template.trim())?.[1]?.toLowerCase();
  if (scheme === undefined) return (value) => value.trim() !== "";
  const oneWord = ONE_WORD.has(scheme);
  return (value) => {
    const words = value.trim().split(/\s+/);
    if (words.length < 2 || (oneWord && words.length > 2)) return false;
    return words[0]!.toLowerCase() === scheme || (!oneWord && words[0]!.startsWith("hmac:"));
  };
};
