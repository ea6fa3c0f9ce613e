import type { DataSource } from "typeorm";
import { listActivations, listOpened, listResolved, type ViolationNews } from "#read-models";
import type { RevisionSource } from "../console-options.ts";
import { UNDOCUMENTED_RULES } from "../exercise/list-undocumented.handler.ts";
import type { News } from "./overview-schemas.ts";

const EACH = 10;

const newsOf =
  (about: "undocumented" | "resolved") =>
  ({ at, integration, environment, message, id, count }: ViolationNews): News => ({
    ...{ about, at: at.toISOString(), integration, environment, sentence: message, violation: id, count },
    clauses: null,
  });

const clausesOf = async (revision: string | undefined, revisions: RevisionSource) =>
  revision === undefined
    ? undefined
    : (await revisions(revision))?.clauses.map(({ path, text }) => `${path}\n${text}`);

const changeOf = async (
  before: string | undefined,
  after: string,
  revisions: RevisionSource,
): Promise<News["clauses"]> => {
  const [old, fresh] = await Promise.all([clausesOf(before, revisions), clausesOf(after, revisions)]);
  if (!old || !fresh) return null;
  const [had, has] = [new Set(old), new Set(fresh)];
  return {
    added: fresh.filter((one) => !had.has(one)).length,
    removed: old.filter((one) => !has.has(one)).length,
  };
};

/** What is new since a time: revisions, what the document lacks, what was resolved; the latest first. */
export const readNews = async (
  source: DataSource,
  revisions: RevisionSource,
  integrations: readonly { id: string; activatedAt: string }[],
  since: Date,
): Promise<News[]> => {
  const moved = integrations.filter(({ activatedAt }) => Date.parse(activatedAt) >= since.getTime());
  const [opened, resolved, activations] = await Promise.all([
    listOpened(source, since, UNDOCUMENTED_RULES, EACH),
    listResolved(source, since, EACH),
    listActivations(
      source,
      moved.map(({ id }) => id),
    ),
  ]);
  const activated = await Promise.all(
    activations
      .map((one, at) => ({ ...one, before: activations[at - 1] }))
      .filter(({ at }) => at >= since)
      .slice(-EACH)
      .map(async ({ integration, revision, at, before }): Promise<News> => {
        const earlier = before?.integration === integration ? before.revision : undefined;
        return {
          ...{ about: "revision", at: at.toISOString(), integration, environment: null, sentence: revision },
          ...{ violation: null, count: 1, clauses: await changeOf(earlier, revision, revisions) },
        };
      }),
  );
  return [...opened.map(newsOf("undocumented")), ...resolved.map(newsOf("resolved")), ...activated]
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
    .slice(0, EACH);
};
