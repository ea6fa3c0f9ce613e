import { clausesOf, type BodySchema, type SignatureScheme, type Specification } from "#spec";

/** An event type with its documented payload. */
export interface WebhookEventModel {
  name: string;
  payload?: BodySchema;
}

/** All that deliveries need to know about the webhooks of a specification. */
export interface WebhookModel {
  events: WebhookEventModel[];
  structure?: BodySchema;
  pointers: { eventId?: string; eventType?: string; data?: string; objectId?: string; objectType?: string };
  signature?: { header: string; scheme: SignatureScheme };
  timestampHeader?: string;
  replayWindowMs?: number;
  eventTypeHeader?: string;
  eventIdHeader?: string;
  /** Whether receivers are asked for HTTPS. */
  asksForHttps: boolean;
  /** How often a message is sent at most; undefined where the document does not say. */
  attempts?: number;
  /** The delay before each attempt, by its number from 1; empty without a schedule. */
  delaysMs: ReadonlyMap<number, number>;
  success?: { from: number; to: number; withinMs?: number };
}

/** Standard Webhooks sign the id of this header. */
const STANDARD_ID_HEADER = "webhook-id";

/** What the document says about webhooks; undefined where it names no event. */
export const webhookModel = (specification: Specification): WebhookModel | undefined => {
  const first = <T extends { parameters: unknown }>(clauses: readonly T[]): T["parameters"] | undefined =>
    clauses[0]?.parameters;
  const defined = clausesOf(specification, "webhook.event").map(({ parameters: { event, payload } }) => ({
    name: event,
    payload,
  }));
  const subscribed = clausesOf(specification, "webhook.subscription")
    .map(({ parameters: { event } }) => ({ name: event }))
    .filter(({ name }) => !defined.some((event) => event.name === name));
  const events = [...defined, ...subscribed];
  if (events.length === 0) return undefined;
  const payload = first(clausesOf(specification, "webhook.payload"));
  const headers = clausesOf(specification, "webhook.header").map(({ parameters }) => parameters);
  const signature = first(clausesOf(specification, "webhook.signature"));
  const steps = clausesOf(specification, "webhook.schedule-step").map(({ parameters }) => parameters);
  return {
    events,
    structure: payload?.body,
    pointers: payload?.pointers ?? {},
    signature,
    timestampHeader: first(clausesOf(specification, "webhook.timestamp"))?.header,
    replayWindowMs: first(clausesOf(specification, "webhook.replay-window"))?.windowMs,
    eventTypeHeader: headers.find(({ role }) => role === "event-type")?.name,
    eventIdHeader:
      headers.find(({ role }) => role === "event-id")?.name ??
      (signature?.scheme.signed === "id.timestamp.body" ? STANDARD_ID_HEADER : undefined),
    asksForHttps: clausesOf(specification, "webhook.secure-endpoint").length > 0,
    attempts: first(clausesOf(specification, "webhook.attempts"))?.attempts,
    delaysMs: new Map(steps.map(({ attempt, delayMs }) => [attempt, delayMs])),
    success: first(clausesOf(specification, "webhook.success")),
  };
};
