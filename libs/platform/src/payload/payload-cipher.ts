import { hkdfSync, randomBytes, randomUUID } from "node:crypto";
import { LruCache } from "./lru-cache.ts";
import { decodePayload, encodePayload, type OpenedPayload } from "./payload-text.ts";
import { openBytes, sealBytes } from "./sealing.ts";
import { createWordHashes } from "./word-hashes.ts";

/** Whose key seals a payload. */
export interface SealedSubject {
  integration: string;
  subject: string;
}

/** A subject's key as it is kept: wrapped by a key derived from a secret. */
export interface WrappedKey extends SealedSubject {
  keyId: string;
  wrapped: Buffer;
}

/** Where wrapped keys are kept. */
export interface SubjectKeyStore {
  /** The keys of as many of these subjects as have one. */
  read(subjects: readonly SealedSubject[]): Promise<WrappedKey[]>;
  /** Offers keys to subjects that have none, and gives back those that then stand. */
  create(offers: readonly WrappedKey[]): Promise<WrappedKey[]>;
}

/** A sealed text, and the key that sealed it. */
export interface SealedPayload {
  keyId: string;
  bytes: Buffer;
}

interface Key {
  keyId: string;
  key: Buffer;
}

const KEYS_REMEMBERED = 10_000;
const KEY_BYTES = 32;

const nameOf = ({ integration, subject }: SealedSubject): string => JSON.stringify([integration, subject]);
const keyPlace = (subject: SealedSubject, keyId: string): string => `key ${keyId} ${nameOf(subject)}`;
const payloadPlace = (subject: SealedSubject): string => `payload ${nameOf(subject)}`;

const masterKey = (secret: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", "clausewatch subject keys", KEY_BYTES));

/**
 * Seals texts with a key a subject (AES-256-GCM), which is wrapped by a key derived from a secret. Of several secrets,
 * the first wraps and all of them unwrap, so that they can be changed.
 */
export class PayloadCipher {
  private readonly masterKeys: readonly Buffer[];
  private readonly wordHashes: readonly ((text: string) => bigint[])[];
  private readonly known = new LruCache<Key>(KEYS_REMEMBERED);

  constructor(
    secrets: readonly string[],
    private readonly store: SubjectKeyStore,
  ) {
    this.masterKeys = secrets.map(masterKey);
    this.wordHashes = secrets.map(createWordHashes);
  }

  /**
   * What seals texts of these subjects; those without a key are given one. It gives undefined for a subject whose key no
   * secret unwraps.
   */
  async sealer(
    subjects: readonly SealedSubject[],
  ): Promise<(subject: SealedSubject, text: string) => SealedPayload | undefined> {
    const keys = new Map<string, Key | undefined>();
    const missing = new Map<string, SealedSubject>();
    for (const subject of subjects) {
      const name = nameOf(subject);
      const key = this.known.get(name);
      if (key) keys.set(name, key);
      else missing.set(name, subject);
    }
    if (missing.size > 0) for (const key of await this.keysOf([...missing.values()])) this.take(key, keys);
    return (subject, text) => {
      const key = keys.get(nameOf(subject));
      return (
        key && { keyId: key.keyId, bytes: sealBytes(key.key, payloadPlace(subject), encodePayload(text)) }
      );
    };
  }

  /** Forgets keys that may have been destroyed. */
  forget(subjects: readonly SealedSubject[]): void {
    for (const subject of subjects) this.known.delete(nameOf(subject));
  }

  /** What opens a subject's payloads; undefined where its key was destroyed, or no secret unwraps it. */
  async opener(subject: SealedSubject): Promise<((bytes: Buffer) => OpenedPayload | undefined) | undefined> {
    const [wrapped] = await this.store.read([subject]);
    const key = wrapped && this.unwrap(wrapped);
    return (
      key &&
      ((bytes) => {
        const opened = openBytes(key, payloadPlace(subject), bytes);
        return opened && decodePayload(opened);
      })
    );
  }

  /** A payload's text; undefined where its key was destroyed, or no secret unwraps it. */
  async open(payload: SealedSubject & { bytes: Buffer }): Promise<OpenedPayload | undefined> {
    return (await this.opener(payload))?.(payload.bytes);
  }

  /** Keyed hashes of a text's words, to be kept with it. */
  wordsOf(text: string): bigint[] {
    return this.wordHashes[0]!(text);
  }

  /** What to look for: of each word of a text its hashes, one a secret. */
  wordsToFind(text: string): bigint[][] {
    const [first, ...older] = this.wordHashes.map((hashesOf) => hashesOf(text));
    return first!.map((hash, n) => [hash, ...older.map((hashes) => hashes[n]!)]);
  }

  private async keysOf(subjects: readonly SealedSubject[]): Promise<WrappedKey[]> {
    const found = await this.store.read(subjects);
    const names = new Set(found.map(nameOf));
    const without = subjects.filter((subject) => !names.has(nameOf(subject)));
    return without.length === 0
      ? found
      : [...found, ...(await this.store.create(without.map((one) => this.offer(one))))];
  }

  private offer({ integration, subject }: SealedSubject): WrappedKey {
    const keyId = randomUUID();
    const place = keyPlace({ integration, subject }, keyId);
    return {
      integration,
      subject,
      keyId,
      wrapped: sealBytes(this.masterKeys[0]!, place, randomBytes(KEY_BYTES)),
    };
  }

  private unwrap({ keyId, wrapped, ...subject }: WrappedKey): Buffer | undefined {
    const place = keyPlace(subject, keyId);
    for (const master of this.masterKeys) {
      const key = openBytes(master, place, wrapped);
      if (key) return key;
    }
    return undefined;
  }

  private take(wrapped: WrappedKey, keys: Map<string, Key | undefined>): void {
    const key = this.unwrap(wrapped);
    if (!key) return;
    const name = nameOf(wrapped);
    keys.set(name, { keyId: wrapped.keyId, key });
    this.known.set(name, { keyId: wrapped.keyId, key });
  }
}
