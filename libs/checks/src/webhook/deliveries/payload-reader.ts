import { clausesOf, type Specification } from "#spec";
import type { ClauseOf } from "#spec";
import type { WebhookAttempt } from "#observation";
import { bodyValue } from "../../engine/body-value.ts";
import { segmentsOf } from "../../schema/pointer.ts";
import { sentAt, type SentAt } from "../messages/sent-at.ts";

/** Members that say when an event happened, the surest first. */
const TIMES = ["occurred_at", "event_time", "timestamp", "created_at", "created", "time"];

/** Reads what a payload says about its event. */
export interface PayloadReader {
  /** What names the object; absent: objects cannot be told apart. */
  clause?: ClauseOf<"webhook.payload">;
  /** Type and id of the object that the event is about. */
  objectOf(attempt: WebhookAttempt): string | undefined;
  /** When the event happened. */
  happenedAt(attempt: WebhookAttempt): SentAt | undefined;
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  );

const wordOf = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

const timeMemberOf = ({ parameters }: ClauseOf<"webhook.payload">): string | undefined => {
  const { properties } = parameters.body.schema;
  return TIMES.find(
    (name) => typeof properties === "object" && properties !== null && Object.hasOwn(properties, name),
  );
};

/** Compiles where payloads name their object and their time. */
export const compilePayloadReader = (specification: Specification): PayloadReader => {
  const [clause, another] = clausesOf(specification, "webhook.payload").filter(({ reason }) => !reason);
  const pointers = clause && !another ? clause.parameters.pointers : {};
  const time = clause && !another ? timeMemberOf(clause) : undefined;
  const objectId = pointers.objectId === undefined ? undefined : segmentsOf(pointers.objectId);
  const objectType = pointers.objectType === undefined ? undefined : segmentsOf(pointers.objectType);
  return {
    ...(objectId && time !== undefined ? { clause } : {}),
    objectOf({ request }) {
      if (!objectId) return undefined;
      const payload = bodyValue(request.body);
      const id = wordOf(valueAt(payload, objectId));
      const type = objectType ? wordOf(valueAt(payload, objectType)) : "";
      return id === undefined || type === undefined ? undefined : JSON.stringify([type, id]);
    },
    happenedAt({ request }) {
      if (time === undefined) return undefined;
      const word = wordOf(valueAt(bodyValue(request.body), [time]));
      const sent = word === undefined ? undefined : sentAt(word);
      return sent === "unplaced" ? undefined : sent;
    },
  };
};
