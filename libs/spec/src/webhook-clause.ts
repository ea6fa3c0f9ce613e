import type { BodySchema } from "./body-schema.ts";

/** How a webhook's signature is written and what it covers; what the document leaves open is absent. */
export interface SignatureScheme {
  /** What stands before the digest: `sha256=`, `v1,` or nothing. */
  prefix?: string;
  encoding?: "hex" | "base64";
  hash?: "sha1" | "sha256" | "sha512";
  /** `unknown`: the document names a way to sign that nobody here can verify. */
  signed: "body" | "timestamp.body" | "id.timestamp.body" | "unknown";
}

/** What each kind of clause about webhooks says, as typed values. */
export interface WebhookParameters {
  /** The header that carries a webhook's signature. */
  "webhook.signature": { header: string; scheme: SignatureScheme };
  /** A line of its own that says how signatures are made; `scheme` is what all such lines say together. */
  "webhook.signature-scheme": { scheme: SignatureScheme };
  /** The header that says when an attempt was made. */
  "webhook.timestamp": { header: string };
  /** How far an attempt's timestamp may lie from its time, ends included. */
  "webhook.replay-window": { windowMs: number };
  /** "Your HTTPS endpoint". */
  "webhook.secure-endpoint": Record<never, never>;
  /** An event type that receivers subscribe to. */
  "webhook.subscription": { event: string };
  /** An event type's definition, with its payload where the document gives one. */
  "webhook.event": { event: string; payload?: BodySchema };
  /** A header that names the event's type or id, e.g. `X-GitHub-Event`. */
  "webhook.header": { name: string; role: "event-type" | "event-id" };
  /** `payload_structure`: what every payload looks like; JSON pointers of the members that have a meaning. */
  "webhook.payload": {
    body: BodySchema;
    pointers: { eventId?: string; eventType?: string; data?: string; objectId?: string; objectType?: string };
  };
  /** How many attempts a delivery gets, the first included. */
  "webhook.attempts": { attempts: number };
  /**
   * One step of the schedule: attempt `attempt` (from 1) comes this long after the one before, or after the first;
   * `from` where the document says which.
   */
  "webhook.schedule-step": { attempt: number; delayMs: number; from?: "previous" | "first" };
  /**
   * Statuses, ends included, that make an attempt a success, `statuses` where only these of them do, and the time
   * within which they must come.
   */
  "webhook.success": { from: number; to: number; statuses?: readonly number[]; withinMs?: number };
}
