import { compileMatchers, identityLabels } from "#alerting";
import { VIOLATION_SEVERITIES, type AlertRow, type SilenceEntity, type ViolationGroup } from "#read-models";
import type { ObjectiveList } from "../service-levels/service-level-schemas.ts";
import type { Attention } from "./overview-schemas.ts";

/** Left of a budget, from which on it is nearly spent. */
const NEARLY_SPENT = 0.1;
const ONE_CALLER = /^\s*(?:client|endpoint)\b/;

const monthNames = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" });

/** Until when silences hold back what has these labels; those about a client or an endpoint only where that is known. */
const silencedUntil = (
  labels: Readonly<Record<string, string>>,
  isOne: boolean,
  silences: readonly SilenceEntity[],
): string | null => {
  const ends = silences
    .filter(
      ({ matchers }) =>
        (isOne || !matchers.some((one) => ONE_CALLER.test(one))) && compileMatchers(matchers)(labels),
    )
    .map(({ to }) => to.getTime());
  return ends.length === 0 ? null : new Date(Math.max(...ends)).toISOString();
};

/** A group of violations as one sentence: what the latest of them says. */
export const violationsNeed = (group: ViolationGroup, silences: readonly SilenceEntity[]): Attention => {
  const { id, rule, severity, party, integration, environment, status, count, message } = group;
  const labels = { ...identityLabels({ ...group, clause: { path: group.clausePath } }), severity };
  return {
    about: "violations",
    ...{ severity, sentence: message, integration, environment, rule, party, count, violation: id, status },
    clause: { path: group.clausePath, file: group.clauseFile, line: group.clauseLine },
    owner: group.owner ?? (status === "acknowledged" ? group.takenBy : null),
    ownedSince: group.takenAt?.toISOString() ?? null,
    silencedUntil: silencedUntil(labels, count === 1, silences),
    since: group.since.toISOString(),
    lastAt: group.lastAt.toISOString(),
  };
};

const NO_VIOLATION = {
  rule: null,
  party: null,
  clause: null,
  count: 0,
  violation: null,
  ownedSince: null,
} as const;

/** What no violation says: traffic that is missing, a monitor that is late; undefined once it is over. */
export const signalNeeds = (
  { alert }: AlertRow,
  silences: readonly SilenceEntity[],
): Attention | undefined => {
  const { labels, annotations, startsAtMs, acknowledged, endsAtMs } = alert;
  if (endsAtMs !== undefined) return undefined;
  const name = labels["alertname"] ?? "";
  return {
    ...NO_VIOLATION,
    about: name === "no-data" ? "no-data" : "monitor",
    severity: VIOLATION_SEVERITIES.find((severity) => severity === labels["severity"]) ?? "warning",
    sentence: annotations["summary"] ?? name,
    integration: labels["integration"] ?? null,
    environment: labels["environment"] ?? null,
    status: acknowledged ? "acknowledged" : "open",
    owner: null,
    silencedUntil: silencedUntil(labels, true, silences),
    since: new Date(startsAtMs).toISOString(),
    lastAt: new Date(startsAtMs).toISOString(),
  };
};

/** Budgets that are nearly spent, or will be at the last day's pace, and that no violation speaks of. */
export const budgetsNeed = (
  { integration, month, measuredUntil, items }: ObjectiveList,
  told: readonly Attention[],
): Attention[] =>
  items.flatMap(({ budget, clause, environment, name }) => {
    if (!budget || measuredUntil === null) return [];
    const { exhausted, exhaustsAt, leftShare } = budget;
    if (!exhausted && exhaustsAt === undefined && (leftShare === null || leftShare > NEARLY_SPENT)) return [];
    const isTold = (one: Attention): boolean =>
      one.integration === integration && one.environment === environment && one.clause?.path === clause.path;
    if (told.some(isTold)) return [];
    const whose = `The ${name} budget of ${monthNames.format(new Date(`${month}-01T00:00:00Z`))}`;
    const until = exhaustsAt?.replace("T", " ").slice(0, 16);
    const left = Math.max(0, Math.floor((leftShare ?? 0) * 100));
    const goes = until === undefined ? `has ${left} % left` : `will be spent at about ${until} UTC`;
    return {
      ...NO_VIOLATION,
      about: "budget" as const,
      severity: exhausted ? ("error" as const) : ("warning" as const),
      sentence: exhausted ? `${whose} is spent` : `${whose} ${goes}`,
      ...{ integration, environment, party: "provider" as const },
      clause: { path: clause.path, file: clause.file, line: clause.line },
      status: "open" as const,
      owner: null,
      silencedUntil: null,
      since: measuredUntil,
      lastAt: measuredUntil,
    };
  });

const rankOf = ({ silencedUntil: silenced, owner, status, severity }: Attention): number =>
  (silenced === null ? 0 : 100) +
  (owner === null && status === "open" ? 0 : 10) -
  VIOLATION_SEVERITIES.indexOf(severity);

/** In the order in which things need somebody: unowned, severity, the latest; silenced last. */
export const byNeed = (one: Attention, other: Attention): number =>
  rankOf(one) - rankOf(other) || Date.parse(other.lastAt) - Date.parse(one.lastAt);
