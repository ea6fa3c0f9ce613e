import type { ClauseOf } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import type { Document } from "../reading/read-files.ts";
import type { Tree } from "../reading/tree.ts";
import { entriesOf, member, walk } from "../reading/tree.ts";
import { listed, quoted } from "./words.ts";

const PERIOD = /month|quarter|year|annual|week|rolling|\bperiod\b|\b\d+[- ]?days?\b/i;
const UP =
  /5xx|\b50\d\b|successful|defined? |definition|\bmeans\b|measured (as|by)|counts? as|probe|synthetic/i;
const EXCLUDED =
  /exclud|exempt|not (be )?count|outside|except|not includ|does not affect|counts? (as|towards?)|includ/i;
const SPEAKS_OF_LEVELS =
  /\bSLA\b|\bSLO\b|uptime|availability|service[- ]levels?|maintenance|response time|latency/i;

interface Question {
  open: string;
  assumed: string;
}

/** What an environment's service levels leave open, and what is assumed instead. */
export const lintServiceLevels = (compilation: Compilation, document: Document): void => {
  const objectives = new Map<string, ClauseOf<"environment.objective">>();
  const available = new Set<string>();
  const maintenance = new Map<string | undefined, string>();
  for (const clause of compilation.clauses) {
    if (clause.kind === "environment.maintenance")
      maintenance.set(clause.parameters.environment, clause.text);
    if (clause.kind !== "environment.objective") continue;
    const { environment, measures } = clause.parameters;
    if (!objectives.has(environment)) objectives.set(environment, clause);
    if (measures === "availability") available.add(environment);
  }
  if (objectives.size === 0) return;
  const prose = document.prose.map(({ text }) => text).filter((text) => SPEAKS_OF_LEVELS.test(text));
  const environments = entriesOf(compilation.sections.get("environments"));
  const blocks = new Map(environments.toReversed().map(({ key, value }) => [key, value]));
  for (const [environment, clause] of objectives) {
    const own = blocks.get(environment);
    const questions = leftOpen({
      levels: [...textsOf(member(own, "sla") ?? own), ...prose],
      isAvailable: available.has(environment),
      maintenance:
        maintenance.get(environment) ??
        maintenance.get(undefined) ??
        member(own, "maintenance_window", "maintenance")?.text,
    });
    if (questions.length === 0) continue;
    const message =
      `The service levels of ${environment} (${quoted(clause.text)}, …) leave open ${listed(questions.map(({ open }) => open))}; ` +
      `assumed: ${questions.map(({ assumed }) => assumed).join("; ")}.`;
    const suggestion = "State it beside the objectives, so that both sides count alike.";
    compilation.report("lint.sla-underspecified", "warning", clause, message, suggestion);
  }
};

/** What is written about one environment's service levels. */
interface Written {
  levels: readonly string[];
  /** Whether one of them is about being up. */
  isAvailable: boolean;
  maintenance: string | undefined;
}

const leftOpen = ({ levels, isAvailable, maintenance }: Written): Question[] => {
  const says = (pattern: RegExp, texts: readonly string[]): boolean =>
    texts.some((text) => pattern.test(text));
  const questions: (Question | false)[] = [
    !says(PERIOD, levels) && {
      open: "over which period they hold",
      assumed: "each calendar month (UTC)",
    },
    isAvailable &&
      !says(UP, levels) && {
        open: 'what "up" means',
        assumed: "a request that is answered, and not with 5xx, found the service up",
      },
    maintenance !== undefined &&
      !says(EXCLUDED, [...levels, maintenance]) && {
        open: `whether ${quoted(maintenance)} is excluded`,
        assumed: "what starts inside a maintenance window does not count",
      },
  ];
  return questions.filter((question): question is Question => question !== false);
};

const textsOf = (tree: Tree | undefined): string[] => {
  const texts: string[] = [];
  if (tree) {
    walk(tree, (node, key) => {
      texts.push(key.replaceAll("_", " "));
      if (node.kind === "scalar") texts.push(node.source);
    });
  }
  return texts;
};
