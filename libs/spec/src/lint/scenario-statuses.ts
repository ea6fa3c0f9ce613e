import type { Compilation } from "../compilation.ts";

const RULE = "lint.undocumented-scenario-status";

/** A scenario expects a status that neither its endpoint (without one: any) nor the catalogue documents. */
export const lintScenarioStatuses = (compilation: Compilation): void => {
  const everywhere = new Set<number>();
  const ofCode = new Map<string, Set<number>>();
  const own = new Map<string, Set<number>>();
  const ranges: { label: string; from: number; to: number }[] = [];
  for (const { kind, parameters } of compilation.clauses) {
    if (kind === "error-code")
      ofCode.set(parameters.code, (ofCode.get(parameters.code) ?? new Set()).add(parameters.status));
    if (kind === "error-code" || kind === "rate-limit.exceeded-response") everywhere.add(parameters.status);
    if (kind === "response.status-range") {
      ranges.push({ label: labelOf(parameters.endpoint), from: parameters.from, to: parameters.to });
    }
    if (kind !== "response.status") continue;
    const label = labelOf(parameters.endpoint);
    own.set(label, (own.get(label) ?? new Set()).add(parameters.status));
  }
  for (const clause of compilation.clauses) {
    if (clause.kind !== "scenario") continue;
    const { endpoint, statuses, name, errorCode } = clause.parameters;
    const catalogued = ofCode.get(errorCode ?? "");
    const label = endpoint && labelOf(endpoint);
    if (label !== undefined && !own.has(label) && !ranges.some((range) => range.label === label)) continue;
    for (const status of statuses) {
      const stated =
        everywhere.has(status) ||
        [...own].some(([of, known]) => (label ?? of) === of && known.has(status)) ||
        ranges.some(
          (range) => (label ?? range.label) === range.label && range.from <= status && status <= range.to,
        );
      if (stated && catalogued && !catalogued.has(status)) {
        const message = `The scenario "${name.slice(0, 100)}" expects ${status} with ${errorCode}, to which \`error_codes\` gives ${[...catalogued].join(", ")}.`;
        compilation.report(RULE, "warning", clause, message, "Let both say the same.");
      }
      if (stated) continue;
      const where = label === undefined ? "any endpoint's responses" : `the responses of ${label}`;
      const message = `The scenario "${name.slice(0, 100)}" expects ${status}, which is neither in ${where} nor in \`error_codes\`.`;
      compilation.report(RULE, "warning", clause, message, `Document ${status}.`);
    }
  }
};

const labelOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;
