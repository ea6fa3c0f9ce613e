import type { Queryable } from "../database.ts";
import { LIST_PROGRESS } from "../sql/list-progress.ts";

/** How far every pipeline has come in every partition, named by both. */
export const listProgress = async (
  database: Queryable,
): Promise<{ name: string; nextOffset: number; watermarkMs: number | undefined }[]> => {
  const { rows } = await database.query<{ name: string; next_offset: string; watermark: Date | null }>(
    LIST_PROGRESS,
  );
  return rows.map(({ name, next_offset, watermark }) => ({
    name,
    nextOffset: Number(next_offset),
    watermarkMs: watermark?.getTime(),
  }));
};
