import { clausesOf, type Specification } from "#spec";
import type { ClauseOf } from "#spec";
import type { WebhookAttempt } from "#observation";
import { bodyValue } from "../../engine/body-value.ts";
import { memberAt, segmentsOf } from "../../schema/pointer.ts";
import { sentAt, type SentAt } from "../messages/sent-at.ts";

/** Members that say when an event happened, the surest first. */
const TIMES = ["occurred_at", "event_time", "timestamp", "created_at", "created", "time"];

/** What a payload says about its event. */
export interface PayloadWords {
  /** Type and id of the object that the event is about, in one word. */
  object: string | undefined;
  /** The same apart; the type is empty where the document names none. */
  type: string;
  id: string | undefined;
  /** When the event happened. */
  happened: SentAt | undefined;
}

/** Reads what payloads say about their events. */
export interface PayloadReader {
  /** What names the object; absent: objects cannot be told apart. */
  clause?: ClauseOf<"webhook.payload">;
  /** What an attempt's payload says; read once, though several ask. */
  read(attempt: WebhookAttempt): PayloadWords;
}

const NO_OBJECT = { object: undefined, type: "", id: undefined };

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
  const timePath = time === undefined ? undefined : [time];
  const objectId = pointers.objectId === undefined ? undefined : segmentsOf(pointers.objectId);
  const objectType = pointers.objectType === undefined ? undefined : segmentsOf(pointers.objectType);
  const objectIn = (value: unknown): Pick<PayloadWords, "object" | "type" | "id"> => {
    const id = objectId && wordOf(memberAt(value, objectId));
    const type = objectType ? wordOf(memberAt(value, objectType)) : "";
    if (id === undefined || type === undefined) return NO_OBJECT;
    return { object: `${type.length} ${type} ${id}`, type, id };
  };
  const happenedIn = (value: unknown): SentAt | undefined => {
    const word = timePath && wordOf(memberAt(value, timePath));
    const sent = word === undefined ? undefined : sentAt(word);
    return sent === "unplaced" ? undefined : sent;
  };

  let lastAttempt: WebhookAttempt | undefined;
  let lastWords: PayloadWords | undefined;
  return {
    ...(objectId && timePath ? { clause } : {}),
    read(attempt) {
      if (attempt !== lastAttempt || !lastWords) {
        const value = objectId || timePath ? bodyValue(attempt.request.body) : undefined;
        lastWords = { ...objectIn(value), happened: happenedIn(value) };
        lastAttempt = attempt;
      }
      return lastWords;
    },
  };
};
