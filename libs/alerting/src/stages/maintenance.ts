import type { Labels } from "../matcher/matcher.ts";
import type { Hold } from "./decision.ts";

/** Work that was announced; half-open, in milliseconds. */
export interface MaintenanceWindow {
  id: string;
  integration: string;
  /** Absent: every one. */
  environment?: string;
  fromMs: number;
  toMs: number;
}

/** Stage 4 as well: announced work on the alert's integration and environment. */
export const inMaintenance = (
  { integration, environment }: Labels,
  windows: Iterable<MaintenanceWindow>,
  nowMs: number,
): Hold | undefined => {
  const by: string[] = [];
  for (const window of windows) {
    const concerns =
      window.integration === integration &&
      (window.environment === undefined || window.environment === environment);
    if (concerns && window.fromMs <= nowMs && nowMs < window.toMs) by.push(window.id);
  }
  return by.length === 0 ? undefined : { stage: "silence", reason: "in-maintenance", by };
};
