import { duration } from "./duration.ts";

/** How long before an attempt; `from` where the phrase says which attempt it counts from. */
export interface RetryDelay {
  delayMs: number;
  from?: "previous" | "first";
}

const LEAD = /^(?:and |then |wait |after |in |\+ ?)+/;
const FROM =
  / (?:after|from|since|following) (?:the )?(previous|last|prior|first|initial|original) (?:attempt|delivery|try|failure|one)$/;

/** "1 minute", "after 5 minutes", "1 minute later", "2 hours after the previous attempt"; undefined for anything else. */
export const retryDelay = (phrase: string): RetryDelay | undefined => {
  const text = phrase.trim().toLowerCase().replace(/\s+/g, " ").replace(LEAD, "");
  const anchor = FROM.exec(text);
  const delayMs = duration((anchor ? text.slice(0, anchor.index) : text).replace(/ later$/, ""));
  if (delayMs === undefined) return undefined;
  if (!anchor) return { delayMs };
  return { delayMs, from: /^(first|initial|original)$/.test(anchor[1] ?? "") ? "first" : "previous" };
};
