const UNRESERVED = /[A-Za-z0-9\-._~]/;
const SLASH = 47;
const PERCENT = 37;

/** Whether a character is visible ASCII and no percent sign: a path of such is normal but for slashes at its end. */
export const isPlain = (code: number): boolean => code > 32 && code < 127 && code !== PERCENT;

const encodeCharacter = (character: string): string => {
  try {
    return encodeURIComponent(character);
  } catch {
    return "%EF%BF%BD";
  }
};

const normaliseEncoding = (path: string): string =>
  path.replace(/[^\x21-\x7e]/gu, encodeCharacter).replace(/%([0-9A-Fa-f]{2})/g, (encoded, hex: string) => {
    const character = String.fromCharCode(parseInt(hex, 16));
    return UNRESERVED.test(character) ? character : encoded.toUpperCase();
  });

/**
 * A URL's path with percent-encoding normalised (RFC 3986, 6.2.2) and without trailing slashes (but the root's).
 * `plain`: all its characters are known to be.
 */
export const normalisePath = (path: string, plain: boolean): string => {
  let end = path.length;
  while (end > 1 && path.charCodeAt(end - 1) === SLASH) end--;
  const trimmed = end === path.length ? path : path.slice(0, end);
  if (trimmed === "") return "/";
  return plain ? trimmed : normaliseEncoding(trimmed);
};
