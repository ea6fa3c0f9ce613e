import type { ClauseOf } from "#spec";
import { normalisePath } from "./path.ts";

interface Template<T> {
  prefix: string;
  suffix: string;
  node: Node<T>;
}

interface Node<T> {
  literals: Map<string, Node<T>>;
  templates: Template<T>[];
  leaf?: T;
  /** What was filed for every path from here on, `/files/*`. */
  rest?: T;
}

/** Endpoints of one method: whole paths without a template, and a trie for the others. */
interface MethodRoutes<T> {
  exact: Map<string, T>;
  root: Node<T>;
}

/** Finds what was filed under a method and a path template. */
export interface Routes<T> {
  find(method: string, path: string): T | undefined;
}

const newNode = <T>(): Node<T> => ({ literals: new Map(), templates: [] });

const TEMPLATE = /^([^{<]*)(?:\{[^}]*\}|<[^>]*>)(.*)$|^:[A-Za-z_]/;

/** Whether a last segment stands for one or more: `*`, `**`, `{path...}`, `{path*}`, `{+path}`, `:path*`. */
const isRest = (segment: string): boolean =>
  /^(?:\*\*?|\{\+[^}]*\}|\{[^}]*(?:\*|\.\.\.)\}|:\w+[*+])$/.test(segment);

/** Whether a path segment is, or holds, `{id}`, `:id` or `<id>`. */
export const isTemplate = (segment: string): boolean => TEMPLATE.test(segment);

const insertTemplate = <T>(node: Node<T>, segment: string): Node<T> => {
  const [, prefix = "", suffix = ""] = TEMPLATE.exec(segment) ?? [];
  const known = node.templates.find((one) => one.prefix === prefix && one.suffix === suffix);
  if (known) return known.node;
  const added = { prefix, suffix, node: newNode<T>() };
  node.templates.push(added);
  node.templates.sort((a, b) => b.prefix.length + b.suffix.length - a.prefix.length - a.suffix.length);
  return added.node;
};

const insert = <T>(routes: MethodRoutes<T>, path: string, value: T): void => {
  const segments = path.split("/").slice(1);
  const last = segments.at(-1) ?? "";
  const catchesRest = isRest(last);
  if (!catchesRest && !segments.some(isTemplate)) {
    if (!routes.exact.has(path)) routes.exact.set(path, value);
    return;
  }
  let node = routes.root;
  for (const segment of catchesRest ? segments.slice(0, -1) : segments) {
    if (isTemplate(segment)) {
      node = insertTemplate(node, segment);
      continue;
    }
    let next = node.literals.get(segment);
    if (!next) node.literals.set(segment, (next = newNode()));
    node = next;
  }
  if (catchesRest) node.rest ??= value;
  else node.leaf ??= value;
};

/** Whether nothing leads on from a node. */
const isBare = <T>({ literals, templates, rest }: Node<T>): boolean =>
  literals.size === 0 && templates.length === 0 && rest === undefined;

const search = <T>(node: Node<T>, path: string, from: number): T | undefined => {
  if (from > path.length) return node.leaf;
  if (isBare(node)) return undefined;
  const slash = path.indexOf("/", from);
  const end = slash < 0 ? path.length : slash;
  const segment = path.slice(from, end);
  const literal = node.literals.get(segment);
  const found = literal && search(literal, path, end + 1);
  if (found !== undefined || segment === "") return found;
  for (const { prefix, suffix, node: next } of node.templates) {
    const fits =
      segment.length > prefix.length + suffix.length &&
      segment.startsWith(prefix) &&
      segment.endsWith(suffix);
    const below = fits ? search(next, path, end + 1) : undefined;
    if (below !== undefined) return below;
  }
  return node.rest;
};

/**
 * Files values under method and path template; a literal segment wins over a template, the first of two equal
 * templates wins, and HEAD finds its GET.
 */
export const compileRoutes = <T>(
  entries: Iterable<readonly [Pick<ClauseOf<"endpoint">["parameters"], "method" | "path">, T]>,
): Routes<T> => {
  const byMethod = new Map<string, MethodRoutes<T>>();
  for (const [{ method, path }, value] of entries) {
    let routes = byMethod.get(method);
    if (!routes) byMethod.set(method, (routes = { exact: new Map(), root: newNode() }));
    insert(routes, normalisePath(path), value);
  }
  const find = (method: string, path: string): T | undefined => {
    const routes = byMethod.get(method);
    const found = routes && (routes.exact.get(path) ?? search(routes.root, path, 1));
    return found === undefined && method === "HEAD" ? find("GET", path) : found;
  };
  return { find };
};
