import { clausesOf } from "#spec";
import type { ClauseOf, Specification } from "#spec";
import type { WebhookAttempt } from "#observation";
import { bodyValue } from "../../engine/body-value.ts";
import { memberAt, segmentsOf } from "../../schema/pointer.ts";

/** Tells an attempt's event type: the event's own, else its payload's documented member, else its documented header. */
export const compileEventType = (
  specification: Specification,
): ((attempt: WebhookAttempt) => string | undefined) => {
  const paths = clausesOf(specification, "webhook.payload").flatMap(({ parameters: { pointers } }) =>
    pointers.eventType === undefined ? [] : [segmentsOf(pointers.eventType)],
  );
  const headers = clausesOf(specification, "webhook.header").flatMap(({ parameters }) =>
    parameters.role === "event-type" ? parameters.name.toLowerCase() : [],
  );
  return (attempt) => {
    if (attempt.eventType !== undefined) return attempt.eventType;
    const value = paths.length > 0 ? bodyValue(attempt.request.body) : undefined;
    const named = paths
      .map((path) => memberAt(value, path))
      .find((one): one is string => typeof one === "string" && one !== "");
    return named ?? headers.map((name) => attempt.request.headers?.get(name)).find((one) => one);
  };
};

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

type EventClause = ClauseOf<"webhook.event"> | ClauseOf<"webhook.subscription">;

/** The lines that name events. */
export const eventClauses = (specification: Specification): EventClause[] => [
  ...clausesOf(specification, "webhook.subscription"),
  ...clausesOf(specification, "webhook.event"),
];

/** Whether a text names an event; a name of one word may be a word of the prose, so it must stand in a line of webhooks. */
const isMentioned = ({ files, clauses }: Specification, type: string): boolean => {
  const name = new RegExp(`(?<![\\w.-])${escaped(type)}(?![\\w-]|\\.\\w)`);
  if (/[._:/-]/.test(type)) return files.some(({ text }) => name.test(text));
  return clauses.some(
    ({ kind, path, text }) => (kind === "sequence.arrow" || path.startsWith("webhooks.")) && name.test(text),
  );
};

const MAX_KNOWN = 1_000;

/** Tells whether an event type stands anywhere in the specification; `order.*` stands for all that begin so. */
export const compileDocumented = (specification: Specification): ((type: string) => boolean) => {
  const names = new Set(eventClauses(specification).map(({ parameters }) => parameters.event));
  const beginnings = [...names].flatMap((name) => (name.endsWith("*") ? name.slice(0, -1) : []));
  const known = new Map<string, boolean>();
  return (type) => {
    let documented = known.get(type);
    if (documented !== undefined) return documented;
    documented =
      names.has(type) ||
      beginnings.some((beginning) => type.startsWith(beginning)) ||
      isMentioned(specification, type);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(type, documented);
    return documented;
  };
};
