import type { Pool } from "pg";
import type { DataSource } from "typeorm";
import { EVENT_AS_OBJECT, type WebhookAttempted } from "#delivery";
import {
  readStream,
  readSubjectPayloads,
  subjectStream,
  type StoredEvent,
  type StoredPayload,
} from "#event-store";
import type { DeliveryFilter } from "../delivery/delivery-filter.ts";
import { violationsCiting } from "../delivery/find-delivery.ts";
import { listDeliveries, type ListedDelivery } from "../delivery/list-deliveries.ts";
import type { PayloadCipher } from "#platform";
import type { FoundSubject, NamedObject } from "./find-subjects.ts";

const PAGE = 100;

/** Where an export reads, and what opens payloads. */
export interface SubjectSources {
  pool: Pool;
  readModels: DataSource;
  cipher: PayloadCipher;
}

const iso = (ms: number): string => new Date(ms).toISOString();

async function* deliveriesOf(
  readModels: DataSource,
  { object }: NamedObject,
  { integration, subject, type }: FoundSubject,
): AsyncGenerator<ListedDelivery> {
  const filter: DeliveryFilter = {
    integration,
    ...(type === EVENT_AS_OBJECT ? { eventId: object } : { subjects: [subject] }),
  };
  for (let cursor: string | undefined; ;) {
    const page = await listDeliveries(readModels, filter, { limit: PAGE, ...(cursor ? { cursor } : {}) });
    yield* page.items;
    if (page.nextCursor === undefined) return;
    cursor = page.nextCursor;
  }
}

const attemptLine = ({ position, eventId, recordedAtMs, hash, data }: StoredEvent) => ({
  kind: "attempt",
  position,
  storedAs: eventId,
  recordedAt: iso(recordedAtMs),
  hash,
  attempt: data as WebhookAttempted,
});

async function* payloadsOf({ pool, cipher }: SubjectSources, subject: FoundSubject): AsyncGenerator<object> {
  const open = await cipher.opener(subject);
  for (let last: StoredPayload | undefined; ;) {
    const payloads = await readSubjectPayloads(pool, subject, last, PAGE);
    if (payloads.length === 0) return;
    for (const { eventId: storedAs, part, occurredAtMs, bytes } of payloads) {
      const opened = open?.(bytes) ?? { unreadable: true };
      yield { kind: "payload", storedAs, part, occurredAt: iso(occurredAtMs), ...opened };
    }
    last = payloads.at(-1);
  }
}

/**
 * Everything that is stored of an object, a line each: its attempts, the violations that cite them, what they carried,
 * and what was done to it.
 */
export async function* exportSubject(
  sources: SubjectSources,
  named: NamedObject,
  subject: FoundSubject,
): AsyncGenerator<object> {
  const { pool, readModels } = sources;
  for await (const { deliveryId, integration, at, lastAt } of deliveriesOf(readModels, named, subject)) {
    const attempts = (await readStream(pool, `delivery-${integration}-${deliveryId}`))
      .filter(({ type }) => type === "WebhookAttempted")
      .map(attemptLine);
    yield* attempts;
    const told = { integration, firstAt: at.toISOString(), lastAt: lastAt.toISOString() };
    const ids = attempts.map(({ attempt }) => attempt.id);
    for (const violation of await violationsCiting(readModels, told, ids))
      yield { kind: "violation", deliveryId, ...violation };
  }
  yield* payloadsOf(sources, subject);
  for (const { recordedAtMs, data } of await readStream(pool, subjectStream(subject)))
    yield { kind: "command", recordedAt: iso(recordedAtMs), ...(data as object) };
}
