import type { DataSource } from "typeorm";
import { createReadModelSource } from "#read-models";

/**
 * Reads the read models as they stand at one moment, whatever is projected meanwhile: the only connection of the source
 * stays in one transaction.
 */
export const readSnapshot = async <T>(url: string, read: (source: DataSource) => Promise<T>): Promise<T> => {
  const source = await createReadModelSource(url, 1).initialize();
  try {
    await source.query("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    return await read(source);
  } finally {
    await source.destroy();
  }
};
