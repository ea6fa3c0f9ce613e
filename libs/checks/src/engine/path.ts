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
const generalisePath = (path: string): string =>
  path.replace(/[^/]*\d[^/]*/g, (segment) => (/^v\d{1,2}$/.test(segment) ? segment : "{n}"));

const MAX_LABELS = 4_096;

/** How requests of no documented endpoint are called; the same string for what came lately. */
export const compileLabels = (): ((method: string, path: string) => string) => {
  const byMethod = new Map<string, Map<string, string>>();
  let size = 0;
  return (method, path) => {
    const known = byMethod.get(method)?.get(path);
    if (known !== undefined) return known;
    if (size >= MAX_LABELS) {
      byMethod.clear();
      size = 0;
    }
    const labels = byMethod.get(method) ?? new Map<string, string>();
    const label = `${method} ${generalisePath(path)}`;
    byMethod.set(method, labels.set(path, label));
    size += 1;
    return label;
  };
};

/** Whether `path` is `prefix` or lies below it. */
export const isBelow = (path: string, prefix: string): boolean =>
  (path.length === prefix.length || path.charCodeAt(prefix.length) === SLASH) && path.startsWith(prefix);
