/** Whose key a payload is sealed with: an object of an integration, by its keyed fingerprint. */
export interface Subject {
  integration: string;
  subject: string;
}

/** Which side of a webhook attempt a payload is. */
export type PayloadPart = "request" | "response";

/** A payload on its way into the store. */
export interface NewPayload extends Subject {
  /** The stored event that it belongs to. */
  eventId: string;
  occurredAtMs: number;
  part: PayloadPart;
  /** The key that sealed it; the batch is refused where it is no longer the subject's. */
  keyId: string;
  /** Sealed. */
  bytes: Buffer;
  /** Keyed hashes of its words, each once. */
  words: readonly bigint[];
}

/** A payload as it stands in the store. */
export type StoredPayload = Omit<NewPayload, "keyId" | "words">;
