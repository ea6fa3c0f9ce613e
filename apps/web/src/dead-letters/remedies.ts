/** The reasons there are, each with what mends it. */
export const REMEDIES: Readonly<Record<string, string>> = {
  NOT_JSON: "Whoever writes the records must write JSON.",
  NOT_UTF8: "Whoever writes the records must write UTF-8.",
  NOT_CLOUDEVENT: "Whoever writes the records must write CloudEvents.",
  TOO_DEEP: "Whoever writes the records must nest them less deeply.",
  TOO_LARGE: "Whoever writes the records must write smaller ones.",
  INVALID_EVENT: "Whoever writes the records must correct the member that the message names.",
  UNKNOWN_INTEGRATION:
    "A specification with that id, or a subject in the events, makes them known; then replay them.",
  UNKNOWN_REVISION: "The table content must be restored from a backup; then replay them.",
  ENGINE_BUG:
    "A check failed on it: a defect of Clausewatch. Please report it, and replay it with a version that mends it.",
};
