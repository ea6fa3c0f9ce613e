const FINGERPRINT = /^hmac:[0-9a-f]{12}(?:\.(?:exp|hex|base64|text)-\d{1,12})?$/;
const FINGERPRINT_INSIDE = /hmac:[0-9a-f]{12}/;
const JWT = /^ey[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** Whether a text is one fingerprint and nothing else. */
export const isFingerprint = (text: string): boolean => text.startsWith("hmac:") && FINGERPRINT.test(text);

/** Whether a text holds a fingerprint: what stood there is a credential, whose format cannot be judged any more. */
export const holdsFingerprint = (text: string): boolean =>
  text.includes("hmac:") && FINGERPRINT_INSIDE.test(text);

/** Whether a text has the form of a JSON Web Token. */
export const isJwt = (text: string): boolean => text.startsWith("ey") && JWT.test(text);

/** What a text holds from its first fingerprint on; undefined where it holds none. */
export const fingerprintFrom = (text: string): string | undefined => {
  const at = text.indexOf("hmac:");
  return at < 0 ? undefined : text.slice(at).trimEnd();
};
