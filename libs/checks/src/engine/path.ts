const UNRESERVED = /%([0-9A-Fa-f]{2})/g;

const normaliseEscape = (_: string, hex: string): string => {
  const character = String.fromCharCode(parseInt(hex, 16));
  return /[A-Za-z0-9\-._~]/.test(character) ? character : `%${hex.toUpperCase()}`;
};

const encodeSegment = (segment: string): string =>
  /[{}<>]/.test(segment)
    ? segment
    : segment.replace(/[^\x21-\x7e]+/gu, encodeURIComponent).replace(UNRESERVED, normaliseEscape);

/** A documented path or template in the form of `SplitUrl.path`: no query, no trailing slash, escapes normalised. */
export const normalisePath = (path: string): string => {
  const bare = path.trim().replace(/[?#].*$/u, "");
  const trimmed = bare.replace(/\/+$/, "");
  const rooted = trimmed.startsWith("/") ? trimmed : `/${trimmed}`;
  return rooted.split("/").map(encodeSegment).join("/");
};

/** The path with every segment that holds a digit as `{n}`: what an undocumented path is told apart by. */
export const generalisePath = (path: string): string => path.replace(/[^/]*\d[^/]*/g, "{n}");

/** Whether `path` is `prefix` or lies below it. */
export const isBelow = (path: string, prefix: string): boolean =>
  path.startsWith(prefix) && (path.length === prefix.length || path[prefix.length] === "/");
