import type { Pool } from "pg";
import { EVENT_AS_OBJECT, subjectOf } from "#delivery";
import { readSubject, type Subject, type SubjectState } from "#event-store";
import { listObjectTypes } from "../delivery/object-types.ts";
import { printable } from "../printable.ts";

/** What people know an object by. */
export interface NamedObject {
  integration: string;
  /** Its id, or the id of a webhook's event that speaks of no object. */
  object: string;
  /** Its type; absent: any. */
  type?: string | undefined;
}

/** A subject that an object's name may stand for, and what is kept of it; `state` is absent where nothing is. */
export interface FoundSubject extends Subject {
  type: string;
  state?: SubjectState;
  /** Attempts that were seen of it. */
  attempts: number;
}

const COUNT_ATTEMPTS = `SELECT count(*) AS attempts FROM delivery_attempt WHERE subject = $1`;

/** Events that speak of no object stand for one themselves. */
const COUNT_OF_EVENT = `
  SELECT count(*) AS attempts FROM delivery_attempt a JOIN delivery_endpoint e ON e.id = a.endpoint
  WHERE hashtextextended(a.event_id, 0) = hashtextextended($1, 0) AND a.event_id = $1 AND a.subject IS NULL
    AND e.integration = $2`;

const countAttempts = async (
  pool: Pool,
  integration: string,
  subject: string,
  id?: string,
): Promise<number> => {
  const { rows } = await (id === undefined
    ? pool.query<{ attempts: string }>(COUNT_ATTEMPTS, [subject])
    : pool.query<{ attempts: string }>(COUNT_OF_EVENT, [printable(id), printable(integration)]));
  return Number(rows[0]!.attempts);
};

const typesOf = async (pool: Pool, { integration, type }: NamedObject): Promise<string[]> => {
  if (type !== undefined) return [type];
  const known = await listObjectTypes(pool, integration);
  return [...new Set(["", EVENT_AS_OBJECT, ...known.map((one) => one.type)])];
};

/**
 * The subjects that an object is known by: one for each type it may have and each key of fingerprints (`digests`) that is
 * in use. Without a type, the types are those that deliveries speak of, and only what something is kept of is
 * found; with one, the subject of the first key is always there.
 */
export const findSubjects = async (
  pool: Pool,
  named: NamedObject,
  digests: readonly ((text: string) => string)[],
): Promise<FoundSubject[]> => {
  const { integration, object: id } = named;
  const found: FoundSubject[] = [];
  for (const type of await typesOf(pool, named))
    for (const [n, digest] of digests.entries()) {
      const subject = subjectOf({ integration, type, id }, digest);
      const state = await readSubject(pool, { integration, subject });
      const isEvent = type === EVENT_AS_OBJECT && n === 0;
      const attempts = await countAttempts(pool, integration, subject, isEvent ? id : undefined);
      if (state || attempts > 0 || (n === 0 && named.type !== undefined))
        found.push({ integration, subject, type, ...(state ? { state } : {}), attempts });
    }
  return found;
};
