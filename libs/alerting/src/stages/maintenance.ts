import { maintenanceIn } from "#spec";
import type { DocumentedMaintenance } from "../maintenance/documented.ts";
import type { Maintenance } from "../maintenance/maintenance.ts";
import type { Labels } from "../matcher/matcher.ts";
import type { Hold } from "./decision.ts";

const MINUTE_MS = 60_000;

/** Stage 4 as well: work that was declared on the alert's integration and environment. */
export const inMaintenance = (
  { integration, environment }: Labels,
  declared: Iterable<Maintenance>,
  nowMs: number,
): Hold | undefined => {
  const by: string[] = [];
  for (const one of declared) {
    const concerns =
      one.integration === integration && (one.environment === undefined || one.environment === environment);
    if (concerns && Date.parse(one.from) <= nowMs && nowMs < Date.parse(one.to)) by.push(one.id);
  }
  return by.length === 0 ? undefined : { stage: "silence", reason: "in-maintenance", by };
};

/** And a maintenance window that the integration's own specification names; where its clauses differ, any of them. */
export const inDocumentedMaintenance = (
  { integration, environment }: Labels,
  documented: Readonly<Record<string, readonly DocumentedMaintenance[]>>,
  nowMs: number,
): Hold | undefined => {
  const minute = Math.floor(nowMs / MINUTE_MS);
  const by = (documented[integration ?? ""] ?? [])
    .filter((one) => one.environment === undefined || one.environment === environment)
    .filter(({ windows }) => maintenanceIn(windows)(minute))
    .map(({ declaredBy }) => declaredBy);
  return by.length === 0 ? undefined : { stage: "silence", reason: "in-maintenance-window", by };
};
