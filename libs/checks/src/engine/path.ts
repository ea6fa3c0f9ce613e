import { splitUrl } from "#observation";

const SLASH = 47;

/** A documented path or template in the form of `SplitUrl.path`: no query, no trailing slash, escapes normalised. */
export const normalisePath = (path: string): string => {
  const bare = path.trim().replace(/[?#].*$/, "");
  return splitUrl(`/${bare.replace(/^\/+/, "")}`)?.path ?? bare;
};

/**
 * The path with every segment that holds a digit, but a version such as `v1`, as `{n}`: what an undocumented path is
 * told apart by.
 */
export const generalisePath = (path: string): string =>
  path.replace(/[^/]*\d[^/]*/g, (segment) => (/^v\d{1,2}$/.test(segment) ? segment : "{n}"));

/** Whether `path` is `prefix` or lies below it. */
export const isBelow = (path: string, prefix: string): boolean =>
  (path.length === prefix.length || path.charCodeAt(prefix.length) === SLASH) && path.startsWith(prefix);
