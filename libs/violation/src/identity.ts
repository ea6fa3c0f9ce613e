import type { Verdict } from "#checks";
import { boundedEvidence, boundedIds, boundedMessage, boundedName } from "./bounded.ts";
import type { Violation } from "./violation.ts";

/** Hex SHA-256 of a text. */
export type Hash = (text: string) => string;

/** Whose log is judged, and the event that made the check speak. */
export interface Cause {
  integration: string;
  source: string;
  id: string;
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

/**
 * A verdict as the violation it opens. The id hashes what rules.md names under "Identity and episodes" and the
 * opening event; 32 hex digits.
 */
export const openingOf = (verdict: Verdict, cause: Cause, hash: Hash): Violation => {
  const causes = verdict.causes ?? [cause];
  const opening = causes[0] ?? cause;
  const { rule, severity, party, environment, client, endpoint, message, evidence } = verdict;
  const { path, file, line, text } = verdict.clause;
  const identity = [
    cause.integration,
    environment ?? null,
    rule,
    path,
    verdict.subject,
    opening.source,
    opening.id,
  ];
  return {
    id: hash(JSON.stringify(identity)).slice(0, 32),
    rule,
    severity,
    party,
    clause: { path, file, line, text },
    integration: cause.integration,
    environment,
    client: boundedName(client),
    endpoint: boundedName(endpoint),
    time: iso(verdict.timeMs),
    eventIds: boundedIds(causes),
    message: boundedMessage(message),
    evidence: boundedEvidence(evidence),
    count: 1,
  };
};
