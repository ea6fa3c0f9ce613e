import type { Compilation } from "../compilation.ts";
import { namedBy } from "../lookups/mentioned-endpoints.ts";

/** Endpoints that rate limits, scenarios or sequences name, and that no `endpoint` block defines; each once. */
export const lintContracts = (compilation: Compilation): void => {
  const defined = new Set<string>();
  for (const clause of compilation.clauses) {
    if (clause.kind !== "endpoint") continue;
    const { method, path } = clause.parameters;
    defined.add(shapeOf(path)).add(`${method} ${shapeOf(path)}`);
  }
  const reported = new Set<string>();
  for (const clause of compilation.clauses) {
    if (clause.kind === "endpoint" || clause.path.startsWith("authentication.")) continue;
    for (const { method, path } of namedBy(clause, [])) {
      const known = defined.has(method === undefined ? shapeOf(path) : `${method} ${shapeOf(path)}`);
      const label = method === undefined ? path : `${method} ${path}`;
      if (known || reported.has(label)) continue;
      reported.add(label);
      const message = `"${label.slice(0, 200)}" is named in \`${clause.path}\` and has no \`endpoint\` block.`;
      const suggestion = "Define it, so that its requests and responses can be checked.";
      compilation.report("lint.endpoint-without-contract", "warning", clause, message, suggestion);
    }
  }
};

/** A path with its parameters made alike. */
export const shapeOf = (path: string): string =>
  path.replace(/\/(\{[^/]*\}|:[^/]+|<[^/]*>)(?=\/|$)/g, "/{}").replace(/(.)\/+$/, "$1");
