import type { Page, PageRequest } from "#read-models";

const LIMIT = 1000;

/** All rows of a list that is read page by page. */
export const everyPage = async <Row>(read: (request: PageRequest) => Promise<Page<Row>>): Promise<Row[]> => {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ limit: LIMIT, cursor });
    for (const row of page.items) rows.push(row);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return rows;
};
