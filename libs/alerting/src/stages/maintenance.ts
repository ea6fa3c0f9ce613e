import type { Maintenance } from "../maintenance/maintenance.ts";
import type { Labels } from "../matcher/matcher.ts";
import type { Hold } from "./decision.ts";

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
