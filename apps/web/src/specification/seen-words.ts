import type { Arrow } from "../data/types.ts";
import { figure } from "../shell/numbers.ts";

const UNSEEN: Readonly<Record<string, string>> = {
  "not-exercised": "not exercised",
  "not-captured": "not captured",
  "not-enforced": "not enforced",
  "no-data": "no data",
};

/** How often an arrow was seen, failed, and never came; or why that is not known. */
export const seenWords = ({ exercised, failed, neverCame }: Arrow): string => {
  const seen = exercised.count > 0 ? figure(exercised.count) : UNSEEN[exercised.state];
  return [seen, failed > 0 && `${figure(failed)} failed`, neverCame > 0 && `${figure(neverCame)} never came`]
    .filter(Boolean)
    .join(", ");
};
