import { Problem } from "#platform";
import { findSubjects, type FoundSubject } from "#read-models";
import type { ConsoleOptions } from "../console-options.ts";
import type { SubjectList, SubjectQuery } from "./subject-schemas.ts";

/** One object's subjects; none is a 404, several objects of one id a 409. */
export const askedSubjects = async (
  { pool, sealing }: ConsoleOptions,
  asked: SubjectQuery,
): Promise<FoundSubject[]> => {
  if (!sealing) throw new Problem(503, "This process has no key of fingerprints.");
  const subjects = await findSubjects(pool, asked, sealing.digests);
  if (subjects.length === 0)
    throw new Problem(404, `Nothing is kept of ${JSON.stringify(asked.object)} in ${asked.integration}.`);
  const types = [...new Set(subjects.map(({ type }) => type))];
  if (types.length > 1) throw new Problem(409, "Several objects have that id: name one's type.", { types });
  return subjects;
};

const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

/** Subjects as they are answered. */
export const presentSubjects = (subjects: readonly FoundSubject[]): SubjectList => ({
  items: subjects.map(({ subject, type, attempts, state }) => ({
    subject,
    type,
    attempts,
    payloads: state?.payloads ?? 0,
    heldAt: iso(state?.heldAtMs),
    erasedAt: iso(state?.erasedAtMs),
  })),
});
