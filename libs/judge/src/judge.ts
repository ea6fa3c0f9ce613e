import type { CompiledSpecification, ScenarioCoverage } from "#checks";
import type { WebhookAttempted } from "#delivery";
import type { MinuteMeasured } from "#measurement";
import type { Redactor, SignatureVerifier } from "#observation";
import type { Violation, ViolationEvent } from "#violation";

/** One record of the log, its bytes already read as UTF-8. */
export interface JudgeRecord {
  text: string;
  /** CloudEvents attributes of binary mode (`id`, `source`, `type`, `time`, `subject`), from the record's headers. */
  attributes?: Readonly<Record<string, string>>;
  /** When the log took the record; absent for files. */
  appendedAtMs?: number;
}

/** An event to be stored, with a deterministic id. */
export interface JudgedEvent {
  eventId: string;
  /**
   * `violation-<id>`, `integration-<id>`, `measurement-<integration>-<month>` or
   * `delivery-<integration>-<delivery id>`.
   */
  stream: string;
  integration: string;
  revision: string;
  occurredAtMs: number;
  event:
    | ViolationEvent
    | MinuteMeasured
    | WebhookAttempted
    | { type: "RevisionActivated"; integration: string; revision: string };
  /** The texts of a webhook attempt's bodies, redacted; they are no part of the event. */
  payload?: { request?: string; response?: string };
}

/** What became of one record. */
export type Outcome =
  | { kind: "judged" }
  /** Seen before, of a foreign type, or behind: nothing changed but a counter. */
  | { kind: "duplicate" | "ignored" }
  | { kind: "dead-letter"; reason: string; message: string; pointer?: string }
  /** The revision is not loaded: nothing changed; load it and take the record again. */
  | { kind: "needs-revision"; revision: string };

/** Takes the events that a record leads to, in order. */
export type Emit = (event: JudgedEvent) => void;

/** How much a judge remembers, and what it has met since it was built. */
export interface JudgeMeasure {
  /** Event ids of the last 24 hours. */
  rememberedEvents: number;
  /** Event ids that were forgotten before their time, because there were too many. */
  forgottenEvents: number;
  openEpisodes: number;
  /** Events more than five minutes behind their integration's clock. */
  lateEvents: number;
  /** Events more than five minutes ahead of when the log took them: they move no clock. */
  skewedEvents: number;
}

/** Judges one partition's records in log order. Pure: the same records give the same events, whatever the batches. */
export interface Judge {
  take(record: JudgeRecord, emit: Emit): Outcome;
  /** Makes a specification active from here on, without an event; for logs that name none. */
  begin(specification: CompiledSpecification): void;
  /** The episodes that are still open, as they stand. */
  openEpisodes(): Violation[];
  /** What traffic has shown of each integration's test scenarios, by the integration's id. */
  scenarios(): Map<string, ScenarioCoverage[]>;
  /** Everything remembered, as plain data for a structured clone; `JudgeOptions.state` takes it back. */
  state(): unknown;
  measure(): JudgeMeasure;
  /** The latest event time seen, over all integrations; undefined before the first. */
  clockMs(): number | undefined;
}

export interface JudgeOptions {
  /** The compiled specification of a revision, when it is loaded. */
  revision(revision: string): CompiledSpecification | undefined;
  redactor: Redactor;
  /** Verifies webhooks before they are redacted; asked with the only active integration where an event names none. */
  verifySignature?: SignatureVerifier;
  /** Hex digest of a text (SHA-256). */
  hash(text: string): string;
  state?: unknown;
  /** Told each violation once, when it will not change any more: a breach at once, an episode at its end. */
  settled?(violation: Violation): void;
  /** Specifications come by `begin` alone: activations in the log are passed over, and a sole one owns every event. */
  fixed?: boolean;
  /** Webhook attempts are told as events, too. */
  attempts?: boolean;
  /** Ids remembered an integration, 1,000,000 unless told. */
  maxRememberedEvents?: number;
}
