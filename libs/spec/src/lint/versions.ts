import type { Compilation } from "../compilation.ts";

const VERSION = /(^|[/.-])v\d+([._-]?\w+)?(?=[/.]|$)|(^|\/)\d{4}-\d{2}(-\d{2})?(?=\/|$)/i;
const VERSION_PARAMETER = /^endpoint\[.*version(\[\d+\])?$/i;
const VERSION_HEADER = /version$/i;
const VERSIONED_MEDIA = /[.;-]\s*v(ersion)?=?\d/i;

/** Endpoints whose version is told by no path, base URL, header or media type; each path once. */
export const lintVersions = (compilation: Compilation): void => {
  const { clauses } = compilation;
  const isVersioned = clauses.some((clause) => {
    if (clause.kind === "environment.base-url")
      return VERSION.test(clause.parameters.url.replace(/^\w+:\/\//, ""));
    if (clause.kind === "statement") return VERSION_PARAMETER.test(clause.path);
    if (clause.kind !== "request.header") return false;
    const { name, format } = clause.parameters;
    return VERSION_HEADER.test(name) || (format.form === "literal" && VERSIONED_MEDIA.test(format.value));
  });
  if (isVersioned) return;
  const reported = new Set<string>();
  for (const clause of clauses) {
    if (clause.kind !== "endpoint") continue;
    const { path } = clause.parameters;
    if (VERSION.test(path) || reported.has(path)) continue;
    reported.add(path);
    const message = `The path "${path.slice(0, 200)}" names no version, and neither base URLs nor headers do.`;
    const suggestion =
      "Put the version where callers see it, e.g. `/v1/…`, so that a breaking change can stand beside it.";
    compilation.report("lint.unversioned-path", "warning", clause, message, suggestion);
  }
};
