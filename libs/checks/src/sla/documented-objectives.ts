import { allowanceOf } from "#measurement";
import { splitUrl } from "#observation";
import {
  clausesOf,
  maintenanceIn,
  type Clause,
  type ClauseOf,
  type MaintenanceWindow,
  type Specification,
} from "#spec";
import type { Objective } from "./objective.ts";
import { outcomeFor } from "./outcome.ts";

type ObjectiveClause = ClauseOf<"environment.objective">;
type MaintenanceClause = ClauseOf<"environment.maintenance">;

/** The objectives that hold, the maintenance that counts for them, and why others do not. */
export interface DocumentedObjectives {
  objectives: readonly Objective[];
  maintenance: readonly MaintenanceClause[];
  unenforced: readonly { clause: Clause; reason: string }[];
}

const LAXER = "the document states a laxer objective for the same, and that one is enforced";

/** Clauses that measure the same share of the same exchanges, by that. */
const measured = ({ parameters }: ObjectiveClause): string => {
  const { environment, measures, target } = parameters;
  return JSON.stringify([environment, measures, measures === "latency" ? target : ""]);
};

const isLaxer = ({ parameters: one }: ObjectiveClause, { parameters: other }: ObjectiveClause): boolean =>
  one.measures === "availability"
    ? one.target < other.target
    : (one.thresholdMs ?? 0) > (other.thresholdMs ?? 0) ||
      (one.thresholdMs === other.thresholdMs && one.inclusive === true && other.inclusive !== true);

/** The laxest clause of everything that is measured. */
const laxest = (clauses: readonly ObjectiveClause[]): ReadonlySet<ObjectiveClause> => {
  const kept = new Map<string, ObjectiveClause>();
  for (const clause of clauses) {
    const key = measured(clause);
    const known = kept.get(key);
    if (!known || isLaxer(clause, known)) kept.set(key, clause);
  }
  return new Set(kept.values());
};

/** The windows of an environment, or why nobody can tell them. */
const windowsOf = (clauses: readonly MaintenanceClause[]): readonly MaintenanceWindow[] | string => {
  const unread = clauses.find(({ reason }) => reason !== undefined);
  if (unread)
    return `an outage may be maintenance: \`${unread.path}\` cannot be read as windows in UTC (${unread.reason})`;
  const stated = new Set(clauses.map(({ parameters }) => JSON.stringify(parameters.windows)));
  if (stated.size > 1) return "an outage may be maintenance: the document states different windows";
  return clauses[0]?.parameters.windows ?? [];
};

const hostsOf = (specification: Specification, environment: string): ReadonlySet<string> =>
  new Set(
    clausesOf(specification, "environment.base-url")
      .filter(({ parameters }) => parameters.environment === environment)
      .flatMap(({ parameters }) => splitUrl(parameters.url)?.host ?? []),
  );

/** Reads the service levels of every environment. */
export const documentedObjectives = (specification: Specification): DocumentedObjectives => {
  const readable = clausesOf(specification, "environment.objective").filter(
    ({ reason }) => reason === undefined,
  );
  const kept = laxest(readable);
  const objectives: Objective[] = [];
  const maintenance = new Set<MaintenanceClause>();
  const unenforced: { clause: Clause; reason: string }[] = [];
  for (const clause of readable) {
    const { environment, name, target } = clause.parameters;
    const own = clausesOf(specification, "environment.maintenance").filter(
      ({ parameters }) => parameters.environment === undefined || parameters.environment === environment,
    );
    const windows = windowsOf(own);
    const outcomeOf = outcomeFor(clause.parameters);
    if (!kept.has(clause)) unenforced.push({ clause, reason: LAXER });
    else if (typeof windows === "string") unenforced.push({ clause, reason: windows });
    else if (outcomeOf) {
      for (const window of own) maintenance.add(window);
      const hosts = hostsOf(specification, environment);
      const inMaintenance = maintenanceIn(windows);
      const allowance = allowanceOf(target);
      objectives.push({ clause, environment, name, allowance, outcomeOf, inMaintenance, hosts });
    }
  }
  for (const clause of clausesOf(specification, "environment.maintenance"))
    if (!maintenance.has(clause)) unenforced.push({ clause, reason: "no objective is enforced beside it" });
  return { objectives, maintenance: [...maintenance], unenforced };
};
