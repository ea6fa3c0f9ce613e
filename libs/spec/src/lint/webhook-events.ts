import type { ClauseOf } from "../clause.ts";
import type { Compilation } from "../compilation.ts";
import { quoted } from "./words.ts";

/** Events that are subscribed and never defined, or the reverse; where one of the lists is missing, nothing is. */
export const lintWebhookEvents = (compilation: Compilation): void => {
  const subscribed: ClauseOf<"webhook.subscription">[] = [];
  const defined: ClauseOf<"webhook.event">[] = [];
  for (const clause of compilation.clauses) {
    if (clause.kind === "webhook.subscription") subscribed.push(clause);
    if (clause.kind === "webhook.event") defined.push(clause);
  }
  if (subscribed.length === 0 || defined.length === 0) return;
  const known = new Set(defined.map(({ parameters }) => parameters.event));
  const wanted = new Set(subscribed.map(({ parameters }) => parameters.event));
  const prefixes = [...wanted]
    .filter((event) => event.endsWith("*"))
    .map((event) => event.replace(/\*+$/, ""));
  for (const clause of subscribed) {
    const { event } = clause.parameters;
    if (known.has(event) || event.endsWith("*")) continue;
    const message = `The event "${event.slice(0, 100)}" is subscribed (${quoted(clause.text)}) and never defined.`;
    const suggestion = "Define it with its payload, or do not subscribe to it.";
    compilation.report("lint.undefined-webhook-event", "warning", clause, message, suggestion);
  }
  for (const clause of defined) {
    const { event } = clause.parameters;
    if (wanted.has(event) || prefixes.some((prefix) => event.startsWith(prefix))) continue;
    const message = `The event "${event.slice(0, 100)}" is defined and not among those subscribed.`;
    const suggestion = "Subscribe to it, or say why it is not needed.";
    compilation.report("lint.undefined-webhook-event", "info", clause, message, suggestion);
  }
};
