import type { ClauseOf } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import { inWords, listed, quoted } from "./words.ts";

/** A schedule whose delays may count from the attempt before, or from the first: both readings, where they differ. */
export const lintSchedules = (compilation: Compilation): void => {
  const steps: ClauseOf<"webhook.schedule-step">[] = [];
  for (const clause of compilation.clauses) if (clause.kind === "webhook.schedule-step") steps.push(clause);
  const delays = steps.map(({ parameters }) => parameters.delayMs);
  const first = steps.find(({ parameters }) => parameters.delayMs > 0);
  const last = steps.at(-1);
  const total = delays.reduce((sum, delay) => sum + delay, 0);
  const rising = delays.every((delay, index) => index === 0 || delay > (delays[index - 1] ?? 0));
  if (!first || !last || !rising || total === last.parameters.delayMs) return;
  if (steps.some(({ parameters }) => parameters.from)) return;
  const written = listed([...new Set(steps.map(({ text }) => quoted(text)))]);
  const message =
    `The schedule ${written} can count from the attempt before (the last attempt comes ${inWords(total)} after the first) ` +
    `or from the first attempt (${inWords(last.parameters.delayMs)}): a delivery is accused only where both are broken.`;
  const suggestion = 'Say which, e.g. "2 hours after the previous attempt".';
  compilation.report("lint.ambiguous-schedule", "info", first, message, suggestion);
};
