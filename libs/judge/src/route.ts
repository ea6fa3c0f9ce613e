import type { CompiledSpecification } from "#checks";
import type { Exchange, Interaction, WebhookAttempt } from "#observation";

/** The integration an observation belongs to, or why none can be named. */
export type Route = { integration: string } | { problem: string };

/**
 * By `subject`; else an exchange by its URL's origin; else the only loaded integration, which for exchanges counts
 * only where the caller says so (`check` with one `--spec`).
 */
export const routeOf = (
  observation: Exchange | WebhookAttempt | Interaction,
  active: ReadonlyMap<string, CompiledSpecification>,
  soleOwnsAll: boolean,
): Route => {
  const { subject } = observation;
  if (subject !== undefined) {
    if (active.has(subject)) return { integration: subject };
    return { problem: `No specification is active for the integration "${subject}".` };
  }
  if (observation.type === "exchange") {
    for (const [integration, compiled] of active) if (compiled.owns(observation.url)) return { integration };
    if (!soleOwnsAll || active.size !== 1)
      return {
        problem: `The event names no integration (subject), and no specification has the origin "${observation.url.host}".`,
      };
  }
  const [only, another] = active.keys();
  if (only !== undefined && another === undefined) return { integration: only };
  return {
    problem: `The event names no integration (subject), and ${active.size} specifications are active.`,
  };
};
