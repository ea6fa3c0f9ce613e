import { RULES, type AccountedClause } from "#checks";
import type { ClauseBreaches } from "#read-models";
import type { ExercisedView } from "../exercise/exercise-schemas.ts";
import type { DocumentView } from "./document-schemas.ts";

type ClauseView = DocumentView["clauses"][number];

/** A clause with what became of it. */
export const presentClause = (
  clause: AccountedClause,
  exercised: ExercisedView,
  breaches: ClauseBreaches | undefined,
): ClauseView => {
  const { kind, path, file, line, text, enforcedBy, reasonNot, contradictedBy } = clause;
  return {
    kind,
    path,
    file,
    line,
    text,
    rules: enforcedBy.map((id) => ({ id, title: RULES.get(id)?.title ?? id })),
    reasonNot,
    ...(contradictedBy && {
      contradictedBy: { file: contradictedBy.file, line: contradictedBy.line, text: contradictedBy.text },
    }),
    exercised,
    ...(breaches && { breaches: breachesView(breaches) }),
  };
};

const breachesView = (breaches: ClauseBreaches): ClauseView["breaches"] => {
  const { violations, occurrences, severity, lastAt, parties, clients, message, latestId } = breaches;
  return {
    violations,
    occurrences,
    severity,
    lastAt: lastAt.toISOString(),
    parties,
    clients,
    message,
    latestId,
  };
};
