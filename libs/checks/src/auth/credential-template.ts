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
  if (ONE_WORD.has(scheme)) {
    const whole = new RegExp(`^\\s*${scheme}\\s+\\S+\\s*$`, "i");
    return (value) => whole.test(value);
  }
  return (value) => {
    const [first = "", second] = value.trim().split(/\s+/, 2);
    return second !== undefined && (first.toLowerCase() === scheme || first.startsWith("hmac:"));
  };
};
