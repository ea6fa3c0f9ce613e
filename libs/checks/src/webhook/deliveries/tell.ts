import type { Citation } from "#spec";
import type { RuleDefinition } from "../../check.ts";
import { verdictAt } from "../../engine/finding.ts";
import type { Evidence, Report, Verdict } from "../../verdict.ts";
import type { Delivery } from "./deliveries.ts";

/** What is said about a delivery; `detail` is what the rule tells apart besides endpoint and event. */
export interface Told {
  rule: RuleDefinition;
  clause: Citation & { contradictedBy?: Citation };
  timeMs: number;
  message: string;
  evidence: Evidence;
  detail?: number;
  /** The attempt's, where it names one. */
  environment?: string;
  causes?: Verdict["causes"];
}

const LATEST_MS = 8.64e15;

/** A time as evidence and messages show it. */
export const iso = (timeMs: number): string =>
  new Date(Math.round(Math.min(Math.max(timeMs, -LATEST_MS), LATEST_MS))).toISOString();

/** A span of time as messages show it. */
export const seconds = (ms: number): string => `${Math.round(ms) / 1000} s`;

/** Says something about a delivery. */
export const tell = (delivery: Delivery, told: Told, report: Report): void => {
  const { endpoint, eventId } = delivery;
  const { rule, clause, timeMs, message, evidence, detail, causes } = told;
  const environment = told.environment ?? delivery.environment;
  const verdict = verdictAt(
    { environment, client: undefined, endpoint, timeMs },
    {
      rule,
      clause,
      message,
      evidence,
      severity: clause.contradictedBy && "info",
      subject: JSON.stringify(detail === undefined ? [endpoint, eventId] : [endpoint, eventId, detail]),
    },
  );
  report({ kind: "breach", verdict: causes ? { ...verdict, causes } : verdict });
};
