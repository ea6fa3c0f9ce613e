import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import {
  claimShard,
  commitBatch,
  subjectKeys,
  type Claim,
  type NewPayload,
  type Subject,
  type SubjectKey,
} from "../index.ts";

/** A store's shard that payloads come through, and a key for each subject that is named. */
export class PayloadsUnderTest {
  readonly keys = new Map<string, SubjectKey>();
  private claim!: Claim;
  private at = 0;

  constructor(private readonly pool: Pool) {}

  /** A subject of the shop, with a key. */
  async subject(subject: string): Promise<Subject> {
    const offer = {
      integration: "shop",
      subject,
      keyId: randomUUID(),
      wrapped: Buffer.from(`key of ${subject}`),
    };
    this.keys.set(subject, (await subjectKeys(this.pool).create([offer]))[0]!);
    return { integration: "shop", subject };
  }

  /** A request's payload of a subject that has a key. */
  payload(subject: string, eventId: string, occurredAtMs: number, words: readonly bigint[] = []): NewPayload {
    const { keyId } = this.keys.get(subject)!;
    const bytes = Buffer.from(`sealed ${eventId}`);
    return { integration: "shop", subject, eventId, occurredAtMs, part: "request", keyId, bytes, words };
  }

  /** Commits payloads as the next batch. */
  async commit(...payloads: NewPayload[]): Promise<string> {
    this.claim ??= await claimShard(this.pool, { pipeline: "m", topic: "t", partition: 0 }, "t1", "me");
    const outcome = await commitBatch(this.pool, this.claim, {
      from: this.at,
      to: this.at + 1,
      events: [],
      deadLetters: [],
      payloads,
    });
    if (outcome === "committed") this.at += 1;
    return outcome;
  }
}
