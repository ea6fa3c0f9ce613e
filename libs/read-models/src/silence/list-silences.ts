import type { DataSource } from "typeorm";
import { keysetPage } from "../keyset-page.ts";
import type { Page, PageRequest } from "../page.ts";
import { printable } from "../printable.ts";
import { SilenceEntity } from "./silence.entity.ts";

/** Where a silence stands at a moment. */
export const SILENCE_STATUSES = ["pending", "active", "expired"] as const;
export type SilenceStatus = (typeof SILENCE_STATUSES)[number];

const CONDITIONS: Readonly<Record<SilenceStatus, string>> = {
  pending: "silence.from > :now AND silence.to > :now",
  active: "silence.from <= :now AND silence.to > :now",
  expired: "silence.to <= :now",
};

/** Silences, the last made first. Throws `InvalidCursor`. */
export const listSilences = (
  source: DataSource,
  { status, now }: { status: SilenceStatus | undefined; now: Date },
  request: PageRequest,
): Promise<Page<SilenceEntity>> => {
  const query = source.getRepository(SilenceEntity).createQueryBuilder("silence");
  if (status !== undefined) query.andWhere(CONDITIONS[status], { now });
  return keysetPage(
    query,
    "createdAt",
    ({ createdAt, id }) => ({ timeMs: createdAt.getTime(), id }),
    request,
  );
};

/** One silence by its id; null when there is none. */
export const findSilence = (source: DataSource, id: string): Promise<SilenceEntity | null> =>
  source.getRepository(SilenceEntity).findOneBy({ id: printable(id) });
