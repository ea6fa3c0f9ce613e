import type { ClauseParameters } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import type { Entry, Tree } from "../reading/tree.ts";
import { entriesOf, textOf, walk } from "../reading/tree.ts";
import {
  availability,
  latencyLevel,
  MAINTENANCE_ONLY,
  MONTHLY,
  percentileOf,
  threshold,
} from "../quantity/service-level.ts";
import { compileMaintenance, isMaintenanceKey } from "./maintenance.ts";
import { REASONS, statements } from "./statements.ts";

type Objective = Omit<ClauseParameters["environment.objective"], "environment" | "name">;

interface Found extends Objective {
  /** The phrase says that maintenance does not count. */
  besideMaintenance?: boolean;
}

/** What holds for all objectives of one block. */
interface Terms {
  block: string;
  environments: readonly string[];
  /** Why none of them is enforced. */
  reason?: string;
  /** Whether the document says when maintenance is. */
  maintenance: boolean;
}

const BLOCKS = /^(sla|slas|slo|slos|service_levels?(_(agreement|objectives?))?)$/i;
const SCOPE = /^(applies_to|environments?)$/i;
const MAINTENANCE_SECTIONS = ["maintenance_window", "maintenance"];
const NOWHERE = "it does not say in which environments it holds";
const UPTIME = /^(uptime|availability)(_(sla|slo|target|objective|percentage|percent|monthly))*$/i;
const LATENCY = /^(response_times?|latency|latencies|response_latency)$/i;
const TARGET = /^(target|objective|value|slo|threshold|sla)$/i;
const PERIOD = /period|interval|measurement_window|^window$/i;
const EXCEPTIONS = /exclu|except/i;
const DEFINITION = /defin|calculat|measured_(by|as|from|at)/i;
const UP = /\b(non?|not|without|other than)[- ](an? )?5(xx|\d\d)/i;
const ERRORS = "it does not say which answers are errors";
const UNTIMED = "it excludes maintenance, and the document does not say when that is";

/** Whether an environment's key states service levels: `sla`, or an objective itself. */
export const isServiceLevel = (key: string): boolean =>
  BLOCKS.test(key) || UPTIME.test(key) || percentileOf(key) !== undefined;

/** Service levels of these environments: objectives, with what limits them, and maintenance. */
export const compileServiceLevels = (
  compilation: Compilation,
  environments: readonly string[],
  node: Tree,
  place: { key: string; path: string; block: string; maintenance: boolean },
): void => {
  const { key, path, block } = place;
  const keys = BLOCKS.test(key) ? [] : [key];
  const maintenance =
    place.maintenance ||
    MAINTENANCE_SECTIONS.some((section) => compilation.sections.has(section)) ||
    entriesOf(node).some((entry) => isMaintenanceKey(entry.key));
  compileLevels(compilation, withConditions({ block, environments, maintenance }, node), node, path, keys);
};

/** A section of its own holds in the environments that it names, by keys or as `applies_to`; else nowhere. */
export const compileDocumentLevels = (compilation: Compilation, node: Tree, path: string): void => {
  const known = entriesOf(compilation.sections.get("environments")).map(({ key }) => key);
  const scope = entriesOf(node).find(({ key }) => SCOPE.test(key));
  const place = { key: path, path, block: path, maintenance: false };
  if (scope) {
    const named = (scope.value.kind === "list" ? scope.value.items : [scope.value]).map(textOf);
    const every = named.length === 1 && /^(all|every)( environments?)?$/i.test(named[0] ?? "");
    const environments = every ? known : known.filter((environment) => named.includes(environment));
    if (every || environments.length === named.length) {
      return compileServiceLevels(compilation, environments, node, place);
    }
  }
  for (const { key, segment, value } of entriesOf(node)) {
    const at = `${path}.${segment}`;
    if (known.includes(key)) compileServiceLevels(compilation, [key], value, { ...place, path: at });
    else if (isMaintenanceKey(key)) compileMaintenance(compilation, undefined, value, at);
    else statements(compilation, path, value, at, NOWHERE);
  }
  if (node.kind !== "map") statements(compilation, path, node, path, NOWHERE);
};

const compileLevels = (
  compilation: Compilation,
  terms: Terms,
  node: Tree,
  path: string,
  keys: readonly string[],
): void => {
  if (node.kind === "scalar") return compileLevel(compilation, terms, node, path, keys);
  if (node.kind === "list") {
    for (const [index, item] of node.items.entries())
      compileLevels(compilation, terms, item, `${path}[${index}]`, keys);
    return;
  }
  const inner = keys.length === 0 ? terms : withConditions(terms, node);
  for (const { key, segment, value } of node.entries) {
    const at = `${path}.${segment}`;
    if (isMaintenanceKey(key) && !isCondition(key)) {
      for (const environment of terms.environments) compileMaintenance(compilation, environment, value, at);
    } else if (isCondition(key)) statements(compilation, terms.block, value, at, REASONS.terms);
    else if (TARGET.test(key) && keys.length > 0) compileLevels(compilation, inner, value, at, keys);
    else compileLevels(compilation, inner, value, at, [...keys, key]);
  }
};

/** A key that says how the objectives beside it are meant. */
const isCondition = (key: string): boolean =>
  EXCEPTIONS.test(key) ||
  DEFINITION.test(key) ||
  SCOPE.test(key) ||
  (PERIOD.test(key) && !isMaintenanceKey(key));

const compileLevel = (
  compilation: Compilation,
  terms: Terms,
  node: Tree,
  path: string,
  keys: readonly string[],
): void => {
  const text = textOf(node);
  const found = text === undefined ? undefined : levelOf(keys, text);
  if (found === undefined || typeof found === "string") {
    return statements(compilation, terms.block, node, path, found ?? REASONS.unknown);
  }
  const { besideMaintenance, ...objective } = found;
  const untimed = besideMaintenance && !terms.maintenance ? UNTIMED : undefined;
  const name = keys.length > 0 ? keys.join(".") : (text ?? "");
  for (const environment of terms.environments) {
    const parameters = { environment, name, ...objective };
    const citation = compilation.cite(path, node);
    compilation.add("environment.objective", citation, parameters, terms.reason ?? untimed);
  }
};

/** The objective that a phrase under these keys states, or why it is none. */
const levelOf = (keys: readonly string[], text: string): Found | string | undefined => {
  const key = keys.at(-1) ?? "";
  const parent = keys.length > 1 ? keys.at(-2) : undefined;
  if (/error/i.test(key)) return ERRORS;
  if (keys.length === 0) return unnamed(text);
  if (parent !== undefined && !LATENCY.test(parent)) return undefined;
  if (UPTIME.test(key) && parent === undefined) return available(text);
  const target = percentileOf(key);
  const bound = threshold(/(_ms|milliseconds)$/i.test(key) && /^\d[\d.]*$/.test(text) ? `${text}ms` : text);
  if (target !== undefined && bound) return { measures: "latency", target, ...bound };
  const level = LATENCY.test(key) || target !== undefined ? latencyLevel(text) : undefined;
  if (level === undefined || (target !== undefined && target !== level.target)) return undefined;
  return { measures: "latency", ...level };
};

/** An objective in a list or on its own must say itself what it measures. */
const unnamed = (text: string): Found | undefined => {
  const level = latencyLevel(text);
  if (level) return { measures: "latency", ...level };
  return /\b(uptime|availability)\b/i.test(text)
    ? available(text.replace(/^(uptime|availability):?\s*(of )?/i, ""))
    : undefined;
};

const available = (text: string): Found | undefined => {
  const share = availability(text);
  return share && { measures: "availability", ...share };
};

/** The terms with what the keys beside the objectives say: their period, what is excluded, how they are measured. */
const withConditions = (terms: Terms, node: Tree): Terms =>
  entriesOf(node).reduce((held, entry) => {
    const reason = held.reason ?? conditionOf(held, entry);
    return reason === undefined ? held : { ...held, reason };
  }, terms);

const conditionOf = ({ maintenance }: Terms, { key, value }: Entry): string | undefined => {
  const texts: string[] = [];
  walk(value, (part) => {
    const text = textOf(part)?.toLowerCase();
    if (text !== undefined) texts.push(text);
  });
  if (EXCEPTIONS.test(key)) {
    const said = isMaintenanceKey(key) ? /^(true|yes)$/ : MAINTENANCE_ONLY;
    if (!texts.every((text) => said.test(text))) return `traffic does not show what \`${key}\` names`;
    return maintenance ? undefined : UNTIMED;
  }
  if (PERIOD.test(key) && !isMaintenanceKey(key) && !texts.every((text) => MONTHLY.test(text)))
    return `its period (\`${key}\`) is not the calendar month`;
  if (DEFINITION.test(key) && !texts.every((text) => UP.test(text)))
    return `\`${key}\` defines it in words that no rule reads`;
  return undefined;
};
