/** Some rows of a list; `nextCursor` is absent on the last page. */
export interface Page<Row> {
  items: Row[];
  nextCursor?: string;
}

/** Which part of a list: at most `limit` rows after `cursor`, which is a page's `nextCursor`. */
export interface PageRequest {
  limit: number;
  cursor?: string;
}

/** Where a page ends: the sort key of its last row, in milliseconds, and that row's id. */
export interface PagePosition {
  timeMs: number;
  id: string;
}

/** A cursor that no page has handed out. */
export class InvalidCursor extends Error {
  constructor() {
    super(
      "The cursor is not one that a page of this list has handed out. Leave it out to start at the first page.",
    );
  }
}

/** An opaque text for URLs that `decodeCursor` turns back. */
export const encodeCursor = ({ timeMs, id }: PagePosition): string =>
  Buffer.from(`${timeMs} ${id}`, "utf8").toString("base64url");

/** The position that a cursor stands for. Throws {@link InvalidCursor}. */
export const decodeCursor = (cursor: string): PagePosition => {
  const [, time, id] =
    /^(-?\d{1,14}) ([^\u0000]{1,200})$/u.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (time === undefined || id === undefined || encodeCursor({ timeMs: Number(time), id }) !== cursor)
    throw new InvalidCursor();
  return { timeMs: Number(time), id };
};
