import type { ClientBase } from "pg";

/** The statements of a table of keys: each takes keys as a JSON array and returns their rows with ids. */
export interface KeyStatements {
  find: string;
  add: string;
}

/** The ids of keys by their names; those that are new get one. */
export const internKeys = async <Key>(
  client: ClientBase,
  { find, add }: KeyStatements,
  nameOf: (key: Key) => string,
  wanted: ReadonlyMap<string, Key>,
): Promise<Map<string, number>> => {
  const ids = new Map<string, number>();
  const take = async (statement: string, keys: readonly Key[]): Promise<void> => {
    const { rows } = await client.query<Key & { id: number }>(statement, [JSON.stringify(keys)]);
    for (const row of rows) ids.set(nameOf(row), row.id);
  };
  if (wanted.size > 0) await take(find, [...wanted.values()]);
  const missing = [...wanted].filter(([name]) => !ids.has(name)).map(([, key]) => key);
  if (missing.length > 0) await take(add, missing);
  return ids;
};
