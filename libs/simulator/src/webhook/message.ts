import type { WebhookEventModel, WebhookModel } from "../model/webhook-model.ts";
import type { Random } from "../random.ts";
import { memberAt, setMember } from "../value/member.ts";
import { bodyValue, isObject } from "../value/schema-value.ts";
import { signatureOf, SIMULATED_SECRET } from "./signature.ts";

/** What an event's message says, whenever it is sent. */
export interface Message {
  eventId: string;
  eventType: string;
  payload: Record<string, unknown>;
}

/** An object that events tell of. */
export interface Subject {
  type: string;
  id: string;
}

/** An object that no event has told of yet. */
export const newSubject = (event: WebhookEventModel, random: Random): Subject => ({
  type: event.name.split(/[.:/]/)[0]!,
  id: random.uuid(),
});

/** A message about an object that keeps to everything the document says. */
export const newMessage = (
  model: WebhookModel,
  event: WebhookEventModel,
  subject: Subject,
  occurredMs: number,
  random: Random,
  eventId = random.uuid(),
): Message => {
  const options = { random, nowMs: occurredMs, optional: 1 };
  const own = event.payload && bodyValue(event.payload, options);
  const base = model.structure ? bodyValue(model.structure, options) : {};
  const payload = isObject(base) ? base : {};
  const data = model.pointers.data === undefined ? payload : memberAt(payload, model.pointers.data);
  if (isObject(data) && isObject(own))
    for (const [name, value] of Object.entries(own)) if (!(name in data)) data[name] = value;
  const { pointers } = model;
  if (pointers.eventId !== undefined) setMember(payload, pointers.eventId, eventId);
  if (pointers.eventType !== undefined) setMember(payload, pointers.eventType, event.name);
  if (pointers.objectType !== undefined) setMember(payload, pointers.objectType, subject.type);
  if (pointers.objectId !== undefined) setMember(payload, pointers.objectId, subject.id);
  return { eventId, eventType: event.name, payload };
};

/** What differs from the documented form on purpose. */
export interface Misstatements {
  secret?: string;
  /** How far the timestamp lies before the attempt. */
  ageMs?: number;
}

/** A message as it goes out at `atMs`, stamped and signed. */
export const sentMessage = (
  model: WebhookModel,
  { eventId, eventType, payload }: Message,
  atMs: number,
  { secret = SIMULATED_SECRET, ageMs = 0 }: Misstatements = {},
): { headers: Record<string, string>; bodyText: string } => {
  const bodyText = JSON.stringify(payload);
  const timestamp = String(Math.floor((atMs - ageMs) / 1000));
  const headers: Record<string, string> = {
    "Content-Type": "application/json",
    "User-Agent": "webhooks/3.1",
  };
  if (model.eventTypeHeader !== undefined) headers[model.eventTypeHeader] = eventType;
  if (model.eventIdHeader !== undefined) headers[model.eventIdHeader] = eventId;
  if (model.timestampHeader !== undefined) headers[model.timestampHeader] = timestamp;
  if (model.signature !== undefined)
    headers[model.signature.header] = signatureOf(
      model.signature.scheme,
      { id: eventId, timestamp, body: bodyText },
      secret,
    );
  return { headers, bodyText };
};
