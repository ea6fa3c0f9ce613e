const UNRESERVED = /[A-Za-z0-9\-._~]/;
/** Anything but plain visible ASCII without percent signs. */
const NEEDS_WORK = /[^\x21-\x24\x26-\x7e]/;
const SLASH = 47;

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

/** A URL's path with percent-encoding normalised (RFC 3986, 6.2.2) and without trailing slashes (but the root's). */
export const normalisePath = (path: string): string => {
  let end = path.length;
  while (end > 1 && path.charCodeAt(end - 1) === SLASH) end--;
  const trimmed = end === path.length ? path : path.slice(0, end);
  if (trimmed === "") return "/";
  return NEEDS_WORK.test(trimmed) ? normaliseEncoding(trimmed) : trimmed;
};
