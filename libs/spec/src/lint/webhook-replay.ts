import type { ClauseOf } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import { inWords, quoted } from "./words.ts";

/** Words that say that every attempt has a timestamp of its own. */
const STAMPED_ANEW =
  /\b(each|every) (delivery |retry )?attempt\b.*\b(timestamp|stamp(ed)?)\b|\btimestamp\b.*\b(each|every|the) (delivery |retry )?attempt\b|\bre-?(stamp|sign)(ed|s)?\b|\bstamped anew\b/i;

/** What the replay window of webhooks rests on: a signed timestamp, and retries that still fall into it. */
export const lintWebhookReplay = (compilation: Compilation): void => {
  const window = find(compilation, "webhook.replay-window");
  if (!window) return;
  const signature = find(compilation, "webhook.signature");
  const timestamp = find(compilation, "webhook.timestamp");
  if (timestamp && signature?.parameters.scheme.signed === "body") {
    const message =
      `${quoted(window.text)} rests on the header "${timestamp.parameters.header}", which ` +
      `"${signature.parameters.header}" does not cover: it signs the body only, so whoever replays a message can write a new time.`;
    const suggestion = "Sign timestamp and body together, e.g. `{timestamp}.{body}`.";
    compilation.report("lint.timestamp-unsigned", "warning", timestamp, message, suggestion);
  }
  if (signature?.parameters.scheme.signed !== "id.timestamp.body") lintRetries(compilation, window);
};

/** A step that is later than the window under both readings of the schedule, unless each attempt is stamped anew. */
const lintRetries = (compilation: Compilation, window: ClauseOf<"webhook.replay-window">): void => {
  const { windowMs } = window.parameters;
  const steps: ClauseOf<"webhook.schedule-step">[] = [];
  for (const clause of compilation.clauses) {
    if (clause.kind === "webhook.schedule-step" && clause.parameters.delayMs > windowMs) steps.push(clause);
    if (clause.path.startsWith("webhooks.") && STAMPED_ANEW.test(clause.text)) return;
  }
  const longest = steps.toSorted((left, right) => right.parameters.delayMs - left.parameters.delayMs)[0];
  if (!longest) return;
  const { attempt, delayMs } = longest.parameters;
  const message =
    `Attempt ${attempt} (${quoted(longest.text)}) comes ${inWords(delayMs)} later, and ${quoted(window.text)} refuses what is older ` +
    `than ${inWords(windowMs)}: a retry that carries the first attempt's timestamp can never be taken.`;
  const suggestion = "Say that each attempt is stamped and signed anew, or widen the window.";
  compilation.report("lint.retry-outlives-replay-window", "warning", longest, message, suggestion);
};

const find = <K extends "webhook.replay-window" | "webhook.signature" | "webhook.timestamp">(
  compilation: Compilation,
  kind: K,
): ClauseOf<K> | undefined =>
  compilation.clauses.find((clause) => clause.kind === kind) as ClauseOf<K> | undefined;
