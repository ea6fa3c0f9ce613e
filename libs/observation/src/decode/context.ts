import type { Redactor } from "../redact/redactor.ts";
import type { SignatureVerifier } from "../signature/signature-verifier.ts";

/** What every event has: its CloudEvents attributes, already validated. */
export interface EventEnvelope {
  source: string;
  id: string;
  subject: string | undefined;
  timeMs: number;
}

/** Decodes the data of one event type. */
export type DataDecoder<T> = (
  envelope: EventEnvelope,
  data: Readonly<Record<string, unknown>>,
  redactor: Redactor,
  verifySignature?: SignatureVerifier,
) => T;
