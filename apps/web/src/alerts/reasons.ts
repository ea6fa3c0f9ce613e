/** Why nobody was told, in words. */
const REASONS: Readonly<Record<string, string>> = {
  "no-route": "no route sends it to anybody",
  "no-receiver": "its route names no receiver that is configured",
  "unknown-receiver": "its route names a receiver that is not configured",
  "too-old": "it happened more than 4 hours before it was seen",
  "too-many": "20,000 alerts stand already",
  waiting: "it waits for more of its kind, or for the group\u2019s interval",
  "inhibited-by": "another alert that lasts says as much",
  "silenced-by": "a silence matches it",
  "in-maintenance": "maintenance was declared",
  "in-maintenance-window": "it is a maintenance window of the specification",
  "already-sent": "its alert was told already",
  acknowledged: "somebody is at it",
  "resolved-before-told": "it was resolved before anybody was told",
  superseded: "a newer notification took its place",
  refused: "the receiver refused it",
  "gave-up": "the receiver took none for 6 hours",
};

/** A named reason in words; one that is not known as it stands. */
export const reasonWords = (reason: string): string => REASONS[reason] ?? reason;
